"""Why a disturbance was not recovered from: what stood against it when the next fault or the end came.

It may also be too early to tell: the picture plays as it should, but began to do so less than 5 s before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from chaoslab.english import rounded, seconds
from chaoslab.evidence.picture.disturbance import (
    STEADY_FOR,
    STEADY_SHARE,
    Disturbance,
    disturbances,
    latency_before,
)
from chaoslab.evidence.picture.frames import STALL_AFTER, Frame, Gap, gaps, presented, source_rate
from chaoslab.evidence.picture.latency_slack import latency_slack
from chaoslab.timeline.timeline import Timeline

_SHORTEST = 1.0  # seconds of good play that count as a beginning, if no stop came right before them
_CHANCES = 2 * STEADY_FOR  # seconds; one that stops again after so long had time to be steady


@dataclass(frozen=True, slots=True)
class NotRecovered:
    """Facts about one disturbance; times are on the lab clock, None where that was not so.

    `not_before` is until when it had surely not recovered: the end of what was seen of it, unless it is `too_early`
    to tell or the picture stopped again less than 5 s before that end.
    """

    not_before: float
    until: float  # the next fault, or the end of observation
    is_end: bool  # whether `until` is the end of observation
    stands_since: float | None = None  # no new picture from here to `until`
    plays_since: float | None = None  # from here on it did not stop; None if it stands or never stopped
    good_since: float | None = None  # from here on it played as it should
    too_early: bool = False
    stopped_again: tuple[float, float] | None = None  # the last stop of one that had had time to be steady
    behind: float | None = None  # seconds behind live, over the last 5 s of it
    before: float | None = None  # the same before the first fault
    allowed: float = 0.0  # seconds by which it may be further behind than before
    rate: float | None = None  # new pictures a second, over the last 5 s of it
    source: float | None = None  # pictures a second that the publisher sent

    @property
    def further(self) -> float | None:
        """By how many seconds it is further behind live than before, if that is more than allowed."""
        if self.behind is None or self.before is None or self.behind - self.before <= self.allowed:
            return None
        return self.behind - self.before


def why_not_recovered(timeline: Timeline, hit: Disturbance) -> NotRecovered | None:
    """What stood against it; None if it recovered, or if nothing played before the first fault."""
    before, source = latency_before(timeline, disturbances(timeline)[0].injected_at), source_rate(timeline)
    if hit.recovered_at is not None or before is None or source is None:
        return None
    stops = [gap for gap in gaps(timeline) if gap.end > hit.injected_at and gap.start < hit.until - STALL_AFTER]
    is_end = hit.until >= timeline.end
    allowed = latency_slack(timeline)
    if stops and (not stops[-1].closed or stops[-1].end > hit.until):
        start = stops[-1].start
        return NotRecovered(hit.until, hit.until, is_end, stands_since=start, before=before, allowed=allowed)
    shown = _Shown(timeline, hit.until, before + allowed, source)
    back = stops[-1].end if stops else None
    good = shown.good_since(back, max(back or hit.injected_at, hit.until - STEADY_FOR))
    again = _stopped_again(hit, stops, good)
    last = shown.since(max(back or hit.injected_at, hit.until - STEADY_FOR))
    return NotRecovered(
        not_before=hit.until if good is None else good,
        until=hit.until,
        is_end=is_end,
        plays_since=back,
        good_since=good,
        too_early=good is not None and again is None,
        stopped_again=again,
        behind=shown.behind(last),
        before=before,
        allowed=allowed,
        rate=shown.rate(last),
        source=source,
    )


def surely_not_before(timeline: Timeline, hit: Disturbance) -> float:
    """Until when a disturbance that was not recovered from surely was not, on the lab clock."""
    why = why_not_recovered(timeline, hit)
    return hit.until if why is None else why.not_before


def _stopped_again(hit: Disturbance, stops: Sequence[Gap], good: float | None) -> tuple[float, float] | None:
    """The last stop, if the picture had come back long enough before it and stopped nevertheless."""
    over = hit.injected_at if hit.cleared_at is None else hit.cleared_at
    returns = [stop.end for stop in stops if stop.end >= over]
    if good is None or not returns or good > returns[-1] or good - returns[0] < _CHANCES:
        return None
    return stops[-1].start, stops[-1].end


class _Shown:
    """The pictures up to an instant, and whether a stretch of them is as good as recovery demands."""

    def __init__(self, timeline: Timeline, until: float, furthest: float, source: float) -> None:
        self._until, self._furthest, self._source = until, furthest, source
        frames = presented(timeline)
        self._frames = frames[: bisect_right([frame.at for frame in frames], until)]
        self._times = [frame.at for frame in self._frames]

    def since(self, at: float) -> Sequence[Frame]:
        """The pictures from an instant on."""
        return self._frames[bisect_left(self._times, at) :]

    def behind(self, shown: Sequence[Frame]) -> float | None:
        known = [frame.latency for frame in shown if frame.latency is not None]
        return median(known) if known else None

    def rate(self, shown: Sequence[Frame]) -> float | None:
        """Pictures a second from the first of them on, which does not count: its interval lies before."""
        if not shown or shown[0].at >= self._until:
            return None
        return (sum(frame.pictures for frame in shown) - shown[0].unseen) / (self._until - shown[0].at)

    def good_since(self, back: float | None, earliest: float) -> float | None:
        """From when on the picture played as it should: from its return, or for a second at least."""
        starts = self._times[bisect_left(self._times, earliest) :]
        tried = (at for at in starts if at == back or at <= self._until - _SHORTEST)
        return next((at for at in tried if self._is_good(self.since(at))), None)

    def _is_good(self, shown: Sequence[Frame]) -> bool:
        rate, behind = self.rate(shown), self.behind(shown)
        if rate is None or behind is None:
            return False
        return rate >= STEADY_SHARE * self._source and behind <= self._furthest


def in_words(timeline: Timeline, why: NotRecovered) -> str:
    """`plays again since 13.3 s, but 2.1 s further behind live than before (2 s allowed)`."""
    end = "the end" if why.is_end else "the next fault"
    if why.stands_since is not None:
        return f"the picture stood still from {_at(timeline, why.stands_since)} to {end}"
    if why.too_early and why.good_since is not None:
        left = seconds(why.until - why.good_since)
        plays = f"plays {'again' if why.plays_since else 'well'} since {_at(timeline, why.good_since)}"
        return f"too early to tell: {plays}, {left} before {end}, and {STEADY_FOR:g} s are needed"
    if why.stopped_again is not None:
        start, stop = why.stopped_again
        return f"the picture stopped again from {_at(timeline, start)} to {_at(timeline, stop)}"
    plays = "plays on" if why.plays_since is None else f"plays again since {_at(timeline, why.plays_since)}"
    if why.further is not None:
        further = rounded(why.further, [why.allowed], decimals=1)
        return f"{plays}, but {further} s further behind live than before ({why.allowed:g} s allowed)"
    if why.rate is not None and why.source is not None and why.rate < STEADY_SHARE * why.source:
        return f"{plays}, but at {why.rate:.1f} pictures a second where the publisher sent {why.source:.1f}"
    return f"{plays}, but was not steady for {STEADY_FOR:g} s"


def why_none(timeline: Timeline, lost: Sequence[Disturbance]) -> str:
    """Why the last of some disturbances was not recovered from, in words."""
    why = why_not_recovered(timeline, lost[-1])
    return "had not recovered when observation ended" if why is None else in_words(timeline, why)


def too_early(timeline: Timeline, hits: Sequence[Disturbance]) -> bool:
    """Whether each was recovered from or it is too early to tell, and that of one at least."""
    lost = [why_not_recovered(timeline, hit) for hit in hits if hit.recovered_at is None]
    return bool(lost) and all(why is not None and why.too_early for why in lost)


def _at(timeline: Timeline, at: float) -> str:
    return seconds(timeline.since_zero(at))
