"""Why a picture that moves had not recovered, in words: too far behind live, too few pictures, or too late to tell."""

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from chaoslab.english import one_decimal, plain, rounded
from chaoslab.evidence.picture.disturbance import (
    LATENCY_SLACK,
    STEADY_FOR,
    STEADY_SHARE,
    Disturbance,
    disturbances,
    latency_before,
)
from chaoslab.evidence.picture.frames import Frame, gaps, presented, source_rate
from chaoslab.judge.said import NOTHING, Lag, Point, Said, between, say, second_of, the_end
from chaoslab.timeline.timeline import Timeline


def plays_unsteadily(timeline: Timeline) -> Said:
    """`plays again since 13.3 s, but 2.1 s further behind live than before (2 s allowed)`, of "the player".

    Of the last fault; nothing if the player recovered from it, or if the picture stands at the end.
    """
    hits = disturbances(timeline)
    before = latency_before(timeline, hits[0].injected_at) if hits else None
    if before is None or hits[-1].recovered_at is not None or _stands(timeline):
        return NOTHING
    since = _plays_since(timeline, hits[-1])
    plays = Said("plays on")
    if since is not None:
        plays = say("plays again since {}", second_of(timeline, Point(since, "picture")))
    begun = hits[-1].injected_at if since is None else since
    if timeline.end - begun < STEADY_FOR:
        rest = between(Point(begun, "fault" if since is None else "picture"), the_end(timeline))
        return say("{}, {} before the end: too early to tell", plays, rest)
    why = _behind(timeline, before) or _slow(timeline)
    return say("{}, but {}", plays, why) if why else NOTHING


def _stands(timeline: Timeline) -> bool:
    stops = gaps(timeline)
    return bool(stops) and not stops[-1].closed


def _plays_since(timeline: Timeline, hit: Disturbance) -> float | None:
    return max((stop.end for stop in gaps(timeline) if stop.closed and stop.end > hit.injected_at), default=None)


def _last_shown(timeline: Timeline) -> Sequence[Frame]:
    """The pictures of the last seconds that would have had to be steady."""
    frames = presented(timeline)
    times = [frame.at for frame in frames]
    first = max(bisect_right(times, timeline.end - STEADY_FOR) - 1, 0)
    return frames[first : bisect_right(times, times[first] + STEADY_FOR)] if times else ()


def _behind(timeline: Timeline, before: float) -> Said:
    behind = [frame.latency for frame in _last_shown(timeline) if frame.latency is not None]
    further = median(behind) - before if behind else 0.0
    if further <= LATENCY_SLACK:
        return NOTHING
    text = one_decimal(further)
    lag = Lag(further, text if float(text) > LATENCY_SLACK else rounded(further, (LATENCY_SLACK,)))
    return say("{} further behind live than before ({} allowed)", lag, f"{plain(LATENCY_SLACK)} s")


def _slow(timeline: Timeline) -> Said:
    rate = source_rate(timeline)
    shown = sum(frame.pictures for frame in _last_shown(timeline)) / STEADY_FOR
    if rate is None or shown >= STEADY_SHARE * rate:
        return NOTHING
    return Said(f"at {one_decimal(shown)} pictures a second where the publisher sent {one_decimal(rate)}")
