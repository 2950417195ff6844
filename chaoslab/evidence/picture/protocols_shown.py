"""Carriers: which protocol brought the pictures on the screen, read from requests and pictures alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.picture.frames import Frame, Gap, between_stops, gaps, presented
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_CARRIES_AFTER = 0.5  # seconds; an attempt at FLV that ended sooner brought no picture
_HLS_QUIET = 10.0  # seconds without any HLS request after which HLS no longer counts as in use


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A named stretch of time, on the same clock as its sources."""

    start: float
    end: float
    label: str


def carriers(frames: Sequence[Frame], stops: Sequence[Gap], asked: Sequence[Request]) -> tuple[Span, ...]:
    """Stretches of pictures over one protocol, ended by a change of protocol or by a stop of the picture.

    The label is `FLV`, `HLS`, or empty if no request explains the pictures.
    """
    sources = sorted(_sources(asked))
    stopped_at = {stop.start for stop in stops}
    labelled: list[tuple[tuple[int, str], float]] = []
    piece, label, at = 0, "", 0
    for frame in between_stops(frames, stops):
        while at < len(sources) and sources[at][0] <= frame.at:
            label, at = sources[at][1], at + 1
        labelled.append(((piece, label), frame.at))
        piece += frame.at in stopped_at
    return tuple(_spans(labelled))


def _spans(labelled: list[tuple[tuple[int, str], float]]) -> Iterator[Span]:
    for (_, label), group in groupby(labelled, key=lambda pair: pair[0]):
        times = [at for _, at in group]
        yield Span(times[0], times[-1], label)


def _sources(asked: Sequence[Request]) -> Iterator[tuple[float, str]]:
    """When pictures could start to come over a protocol, and which.

    FLV with its answer, unless it ended at once. HLS with the first complete segment, and with the first one after FLV
    was lost or after a long silence, so that coming back counts as a new start.
    """
    flv = [(request.loaded_at, request.ended_at) for request in asked if request.is_flv and _carries(request)]
    yield from ((at, "FLV") for at, _ in flv if at is not None)
    last: float | None = None
    for request in asked:
        if request.is_segment and request.ended_at is not None and not (request.error or request.refused):
            lost = any(last is not None and end is not None and last <= end <= request.started_at for _, end in flv)
            if last is None or lost or request.ended_at - last > _HLS_QUIET:
                yield request.ended_at, "HLS"
            last = request.ended_at


def _carries(request: Request) -> bool:
    at, end = request.loaded_at, request.ended_at
    return at is not None and (end is None or end - at >= _CARRIES_AFTER)


@once_per_timeline
def carried(timeline: Timeline) -> tuple[Span, ...]:
    """The carriers of a timeline's own pictures, on the lab clock."""
    return carriers(presented(timeline), gaps(timeline), requests(timeline))
