"""How many bytes per second requests brought, over windows long enough for a rate."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chaoslab.evidence.network.requests import Request, requests
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

WINDOW = 2.0  # seconds; two keyframes, so that streams differ little from window to window
_BURST = 1.0  # seconds at the beginning of a stream in which a server may send what it had buffered


@dataclass(frozen=True, slots=True)
class Flow:
    """Bytes that came in (`at` of the one before, `at`], in this many pieces."""

    at: float
    bytes: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Rate:
    """Bytes of one request over a time on the lab clock."""

    request: Request
    start: float
    end: float
    bytes: int
    pieces: int

    @property
    def per_second(self) -> float:
        """Bytes."""
        return self.bytes / (self.end - self.start)


def flows(timeline: Timeline, request: Request) -> tuple[Flow, ...]:
    """What came of a request, in order."""
    return _flows(timeline).get(request.id, ())


@once_per_timeline
def _flows(timeline: Timeline) -> Mapping[str, tuple[Flow, ...]]:
    by_request: defaultdict[str, list[Flow]] = defaultdict(list)
    for event in timeline.named(EventName.REQUEST_FLOWED):
        data = event.data
        by_request[str(data["request"])].append(Flow(event.at, int(data["bytes"]), int(data.get("pieces", 1))))
    return {key: tuple(pieces) for key, pieces in by_request.items()}


def stream_rates(timeline: Timeline, leg: str, *, since: float, until: float, window: float = WINDOW) -> Iterator[Rate]:
    """For each long-running request on a leg, every window within an interval, without its first burst."""
    for request in requests(timeline):
        if request.leg == leg:
            start = max(since, (request.answered_at or request.started_at) + _BURST)
            yield from _windows(
                request, [flow for flow in flows(timeline, request) if start <= flow.at < until], window
            )


def _windows(request: Request, came: list[Flow], window: float) -> Iterator[Rate]:
    first = bytes_in = pieces_in = 0
    for flow in came[1:]:
        bytes_in, pieces_in = bytes_in + flow.bytes, pieces_in + flow.pieces
        while first + 1 < len(came) and flow.at - came[first + 1].at >= window:
            first += 1
            bytes_in, pieces_in = bytes_in - came[first].bytes, pieces_in - came[first].pieces
        if flow.at - came[first].at >= window:
            yield Rate(request, came[first].at, flow.at, bytes_in, pieces_in)


def download_rates(timeline: Timeline, leg: str, *, since: float, until: float) -> Iterator[Rate]:
    """For each request on a leg that began within an interval, from its start to its last bytes in that interval.

    One that the page gave up halfway, as players do with a segment that is too slow, counts as far as it came.
    """
    for request in requests(timeline):
        if request.leg == leg and since <= request.started_at <= until:
            came = [flow for flow in flows(timeline, request) if flow.at < until]
            if came and came[-1].at > request.started_at:
                size, pieces = sum(flow.bytes for flow in came), sum(flow.pieces for flow in came)
                yield Rate(request, request.started_at, came[-1].at, size, pieces)
