"""Which request brought the first picture of a source, and so when that picture can have been sent."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from chaoslab.evidence.network.playlists_read import readings
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_CACHE = 10.0  # seconds before a request from which an origin still sends pictures, to begin with a keyframe
_WINDOW = 30.0  # seconds that a playlist reaches back, where none was read
_GONE_FOR = 1.0  # seconds after the last picture of a publisher's connection in which an origin may still know it


@dataclass(frozen=True, slots=True)
class Bringer:
    """A stream's answer, or a segment that had arrived; `at` is when, on the lab clock."""

    at: float
    asked_at: float  # the stream, or the playlist that named the segment: nothing newer was known then
    is_flv: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """One connection of the publisher, from its first picture to its last."""

    start: float
    end: float


def bringer(timeline: Timeline, since: float, at: float) -> Bringer | None:
    """The newest one in an interval; None if there was none."""
    known = _bringers(timeline)
    index = bisect_right(known, at, key=lambda one: one.at)
    return known[index - 1] if index and known[index - 1].at >= since else None


@once_per_timeline
def _bringers(timeline: Timeline) -> tuple[Bringer, ...]:
    playlists = sorted(
        (request.loaded_at, request.started_at)
        for request in requests(timeline)
        if request.is_playlist and request.loaded_at is not None
    )
    found = [one for request in requests(timeline) if (one := _of(request, playlists)) is not None]
    return tuple(sorted(found, key=lambda one: one.at))


def _of(request: Request, playlists: Sequence[tuple[float, float]]) -> Bringer | None:
    if request.is_flv and request.loaded_at is not None:
        return Bringer(request.loaded_at, request.started_at, is_flv=True)
    if not request.is_segment or request.ended_at is None or request.loaded_at is None or request.error:
        return None
    index = bisect_right(playlists, request.started_at, key=lambda pair: pair[0])
    return Bringer(request.ended_at, playlists[index - 1][1] if index else request.started_at, is_flv=False)


def sent(timeline: Timeline, candidates: Sequence[float], by: Bringer) -> float:
    """Of the times at which a number was sent, the one at which the first picture that a request brought was.

    A stream begins with what the origin sends at the request, or soon before it, however long the answer takes. A
    segment holds what was sent before its playlist was asked for, and not longer before than the playlist reaches.
    """
    if by.is_flv:
        possible = [at for at in candidates if at >= by.asked_at - _CACHE and not _forgotten(timeline, at, by)]
        return possible[0] if possible else candidates[-1]
    oldest, newest = by.asked_at - _reach(timeline, by.asked_at), by.asked_at
    return min(reversed(candidates), key=lambda at: max(oldest - at, at - newest, 0.0))


def _reach(timeline: Timeline, at: float) -> float:
    reading = next((one for one in reversed(readings(timeline)) if one.at <= at), None)
    return _WINDOW if reading is None else max(len(reading.segments) + 1, 1) * reading.target


def _forgotten(timeline: Timeline, at: float, by: Bringer) -> bool:
    """Whether the publisher had left with that picture before the stream was asked for, and an origin forgets it."""
    return any(run.start <= at <= run.end and run.end + _GONE_FOR < by.asked_at for run in _ended_runs(timeline))


@once_per_timeline
def _ended_runs(timeline: Timeline) -> tuple[_Run, ...]:
    starts = [event.at for event in timeline.named(EventName.PUBLISHER_STARTED)]
    times = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    runs: list[_Run] = []
    begin = 0
    for start in starts:
        end = bisect_left(times, start)
        if end > begin:
            runs.append(_Run(times[begin], times[end - 1]))
            begin = end
    return tuple(runs)
