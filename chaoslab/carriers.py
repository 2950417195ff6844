"""Carriers: over which protocol the pictures on the screen came, read from requests and pictures alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from chaoslab.frames import Frame, Gap, gaps, presented
from chaoslab.requests import Request, requests
from chaoslab.timeline import Timeline

_HLS_QUIET = 10.0  # seconds without any HLS request after which HLS no longer counts as in use


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A named stretch of time, on the clock of what it was made from."""

    start: float
    end: float
    label: str


def carriers(frames: Sequence[Frame], stops: Sequence[Gap], asked: Sequence[Request]) -> tuple[Span, ...]:
    """Stretches of pictures over one protocol, ended by a change of protocol or by a stop of the picture.

    The label is `FLV`, `HLS`, or empty where no request explains the pictures.
    """
    sources = sorted([*_flv(asked), *_hls(asked)])
    stopped_at = {stop.start for stop in stops}
    labelled: list[tuple[tuple[int, str], float]] = []
    piece, label, at = 0, "", 0
    for frame in frames:
        while at < len(sources) and sources[at].start <= frame.at:
            label, at = sources[at].label, at + 1
        labelled.append(((piece, label), frame.at))
        piece += frame.at in stopped_at
    return tuple(_spans(labelled))


def _spans(labelled: list[tuple[tuple[int, str], float]]) -> Iterator[Span]:
    for (_, label), group in groupby(labelled, key=lambda pair: pair[0]):
        times = [at for _, at in group]
        yield Span(times[0], times[-1], label)


def _flv(asked: Sequence[Request]) -> Iterator[Span]:
    for request in asked:
        if request.is_flv and request.loaded_at is not None:
            yield Span(request.loaded_at, request.ended_at or request.loaded_at, "FLV")


def _hls(asked: Sequence[Request]) -> Iterator[Span]:
    """From the first segment that arrived; a long silence ends it, so that coming back counts as a new start."""
    last: float | None = None
    for request in asked:
        if request.is_segment and request.ended_at is not None and not (request.error or request.refused):
            if last is None or request.ended_at - last > _HLS_QUIET:
                yield Span(request.ended_at, request.ended_at, "HLS")
            last = request.ended_at


@lru_cache(maxsize=4)
def carried(timeline: Timeline) -> tuple[Span, ...]:
    """The carriers of a timeline's own pictures, on the lab clock."""
    return carriers(presented(timeline), gaps(timeline), requests(timeline))
