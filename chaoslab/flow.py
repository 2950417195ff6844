"""How bytes flow on a leg: the times in which an open request brought none, as the browser's network stack saw it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from chaoslab.events import EventName
from chaoslab.requests import Request, requests
from chaoslab.timeline import Timeline

STEP = 0.1  # seconds; the last bytes before a silence are noted up to this much too early


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


def first_silence(timeline: Timeline, leg: str, *, since: float, until: float, longer_than: float) -> Silence | None:
    """The first silence of so many seconds within an interval, on any request that was open on the leg."""
    asked = (request for request in requests(timeline) if request.leg == leg)
    found = (one for request in asked for one in silences(timeline, request, since=since, until=until))
    return min((one for one in found if one.length >= longer_than), key=lambda one: one.start, default=None)


def silences(timeline: Timeline, request: Request, *, since: float, until: float) -> Iterator[Silence]:
    """All times without a byte on a request, within an interval."""
    for one in _silences(request, _flowed(timeline)[request.id], timeline.end):
        start, end = max(one.start, since), min(one.end, until)
        if end > start:
            yield Silence(one.request, start, end)


@lru_cache(maxsize=4)
def _flowed(timeline: Timeline) -> Mapping[str, list[float]]:
    flowed: defaultdict[str, list[float]] = defaultdict(list)
    for event in timeline.named(EventName.REQUEST_FLOWED):
        flowed[str(event.data["request"])].append(event.at)
    return flowed


def _silences(request: Request, flowed: list[float], end: float) -> Iterator[Silence]:
    answered = [] if request.answered_at is None else [request.answered_at]
    marks = sorted([request.started_at, *answered, *flowed])
    marks.append(max(end if request.ended_at is None else request.ended_at, marks[-1]))
    return (Silence(request, start, stop) for start, stop in pairwise(marks))
