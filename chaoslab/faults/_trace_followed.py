"""Whether a leg followed a trace: what came on it came as the trace lets it pass, and no sooner."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.network.leg_rates import Pace, download_paces, stream_paces
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.signalling.socket_waits import first_wait
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.traces.schedule import Allowed, Schedule
from chaoslab.traces.toxics import bytes_per_second

_MOST, _LEAST = 1.05, 0.6  # of what a trace lets pass: more never comes, and so much is used where more is wanted
_WANTED = 1.5  # times as much came before: only then the trace is what held it back
_EDGE = 0.1  # seconds by which a change may come late
_SPILT = 10_000  # bytes: what was on its way at the first change, and a packet at each further one
_ABOUT, _SLIPS = 1.1, 3000  # of what a trace lets pass, and bytes: no more is called its rate
_PICTURE = 30_000  # bytes, of a large one: an origin hands each on when the whole of it has come
_TOOK_AT_LEAST = 0.5  # seconds of a download that shows a rate; a loopback needs some ms
_LATE, _LATE_FOR = 200.0, 1.0  # ms and seconds of a delay that is looked for
_MOST_OF_IT = 0.8  # of a delay


def followed(timeline: Timeline, leg: str, schedule: Schedule, *, since: float, until: float) -> Sighting | None:
    """The first sign that a leg followed a schedule that began at `since`; None where anything came sooner."""
    signs = (
        _in_its_rate(timeline, leg, schedule, (since, until)),
        _in_its_delay(timeline, leg, schedule, (since, until)),
    )
    return min((one for one in signs if one), key=lambda one: one.at, default=None)


def _in_its_rate(timeline: Timeline, leg: str, schedule: Schedule, span: tuple[float, float]) -> Sighting | None:
    since, until = span
    late = max(one.latency_ms + one.jitter_ms for one in schedule.one_round()) / 1000
    bounds = _Bounds(leg, since, Allowed(schedule, until - since), late)
    streams = list(stream_paces(timeline, leg, since=since, until=until))
    downloads = list(download_paces(timeline, leg, since=since, until=until))
    if any(one.bytes > bounds.ever(one) for one in (*streams, *downloads)):
        return None
    wanted = _usual(timeline, leg, span)
    shown = [*streams, *(one for one in downloads if one.end - one.start >= _TOOK_AT_LEAST)]
    narrow = [(since + start, since + end) for start, end in _narrow(schedule, until - since, wanted)]
    for one in sorted(shown, key=lambda one: one.start):
        passes = bounds.passes(one)
        # It must end where the trace is narrow: what comes at once after a silence is no rate.
        ends_in = next((start for start, end in narrow if start < one.end < end - _EDGE), None)
        in_it = _LEAST * passes <= one.per_second and one.bytes <= bounds.about(one)
        if ends_in is not None and in_it and _WANTED * passes <= wanted:
            words = f"{one.what} came at {one.per_second / 1000:.0f} KB/s where the trace has {passes / 1000:.0f}"
            return Sighting(max(one.start, ends_in), one.witness, words)
    return None


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much may come while something comes, where the leg follows a schedule that began at `since`."""

    leg: str
    since: float
    allowed: Allowed
    late: float  # seconds by which it delays at most

    def passes(self, one: Pace) -> float:
        """Bytes a second of the trace."""
        return self.allowed.between(one.start - self.since, one.end - self.since) / (one.end - one.start)

    def about(self, one: Pace) -> float:
        """Bytes at most where it is the rate of the trace that shows."""
        return _ABOUT * self.passes(one) * (one.end - one.start) + _SLIPS

    def ever(self, one: Pace) -> float:
        """Bytes, of which some may have passed in its rate before, and been delayed since."""
        most = self.allowed.between(one.start - self.since - _EDGE - self.late, one.end - self.since + _EDGE)
        return _MOST * most + _SPILT + (_PICTURE if self.leg == "ingest" else 0)


def _narrow(schedule: Schedule, until: float, wanted: float) -> Iterator[tuple[float, float]]:
    """(start, end) of each time in which the trace holds back what is wanted; seconds of the schedule."""
    since: float | None = None
    for start, _, change in schedule.stretches(until):
        held_back = _WANTED * bytes_per_second(change) <= wanted
        if held_back and since is None:
            since = start
        elif not held_back and since is not None:
            yield since, start
            since = None
    if since is not None:
        yield since, math.inf  # as far as is known


def _usual(timeline: Timeline, leg: str, span: tuple[float, float]) -> float:
    """Bytes a second that came before the trace began, else after it; 0 where nothing ever came."""
    for start, end in ((timeline.zero, span[0]), (span[1], timeline.end)):
        if came := [one.per_second for one in _paces(timeline, leg, start, end)]:
            return median(came)
    return 0.0


def _paces(timeline: Timeline, leg: str, start: float, end: float) -> Iterator[Pace]:
    yield from stream_paces(timeline, leg, since=start, until=end, window=1)
    downloads = download_paces(timeline, leg, since=start, until=end)
    yield from (one for one in downloads if one.bytes >= _SPILT)  # a playlist is over before it has a rate


def _in_its_delay(timeline: Timeline, leg: str, schedule: Schedule, span: tuple[float, float]) -> Sighting | None:
    since, until = span
    for start, end, change in schedule.stretches(until - since):
        late = change.latency_ms - change.jitter_ms
        if late >= _LATE and end - start >= _LATE_FOR:
            seen = _late_answer(timeline, leg, (since + start, since + end), _MOST_OF_IT * late / 1000)
            if seen:
                return seen
    return None


def _late_answer(timeline: Timeline, leg: str, span: tuple[float, float], by: float) -> Sighting | None:
    """The first answer to a request, or on a WebSocket, that came so late, when no request was answered sooner."""
    start, end = span
    answered = [one for one in requests(timeline) if one.leg == leg and start + _EDGE <= one.started_at < end]
    waits = [(_waited(one), one) for one in answered if one.answered_at is not None and one.answered_at <= end]
    if any(wait < by - NETWORK_UNCERTAINTY for wait, _ in waits):
        return None
    if waits and leg != "flv":  # whose header waits for a picture
        wait, first = waits[0]
        return Sighting(first.started_at, "browser", f"waited {wait:.2f} s for an answer on {first.path}")
    on_socket = first_wait(timeline, leg, since=start + _EDGE, until=end, longer_than=by)
    if on_socket is None:
        return None
    return Sighting(on_socket.start, "browser", f"waited {on_socket.length:.2f} s for {on_socket.what}")


def _waited(request: Request) -> float:
    assert request.answered_at is not None
    return request.answered_at - request.started_at
