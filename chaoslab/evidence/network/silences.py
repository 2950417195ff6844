"""The times in which an open request on a leg brought no bytes, as seen by the browser's network stack."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.network.throughput import flows
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Silence:
    """A time without a byte on one request; lab clock."""

    request: Request
    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start

    @property
    def after_answer(self) -> bool:
        """Whether an answer that was not a refusal had begun before."""
        return self.request.loaded_at is not None and self.request.loaded_at <= self.start


def first_silence(timeline: Timeline, leg: str, *, since: float, until: float, longer_than: float) -> Silence | None:
    """The first silence of at least this many seconds within an interval, on any request open on the leg."""
    silent = (silence for silence in _on(timeline, leg, since, until) if silence.length >= longer_than)
    return min(silent, key=lambda silence: silence.start, default=None)


def first_pause(timeline: Timeline, leg: str, *, since: float, until: float, longer_than: float) -> Silence | None:
    """As `first_silence`, but only after an answer: an origin holds a stream's answer back until there is a picture."""
    silent = (
        silence
        for silence in _on(timeline, leg, since, until)
        if silence.length >= longer_than and silence.after_answer
    )
    return min(silent, key=lambda silence: silence.start, default=None)


def _on(timeline: Timeline, leg: str, since: float, until: float) -> Iterator[Silence]:
    on_leg = (request for request in requests(timeline) if request.leg == leg and not request.is_long_poll)
    return (silence for request in on_leg for silence in silences(timeline, request, since=since, until=until))


def silences(timeline: Timeline, request: Request, *, since: float, until: float) -> Iterator[Silence]:
    """All times without a byte on a request, within an interval."""
    for silence in _silences(request, [flow.at for flow in flows(timeline, request)], timeline.end):
        start, end = max(silence.start, since), min(silence.end, until)
        if end > start:
            yield Silence(silence.request, start, end)


def _silences(request: Request, flowed: list[float], end: float) -> Iterator[Silence]:
    answered = [] if request.answered_at is None else [request.answered_at]
    marks = sorted([request.started_at, *answered, *flowed])
    marks.append(max(end if request.ended_at is None else request.ended_at, marks[-1]))
    return (Silence(request, start, stop) for start, stop in pairwise(marks))
