"""Whether a leg followed a trace: data came on it as the trace allows, and no sooner."""

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

_MOST, _LEAST = 1.05, 0.6  # of what a trace allows: more never comes, and this much is used if more is wanted
_WANTED = 1.5  # times the rate of the trace came before: only then does the trace hold it back
_EDGE = 0.1  # seconds by which a change can come late
_SPILT = 10_000  # bytes: what was on its way at the first change, and a packet at each further one
_ABOUT, _SLIPS = 1.1, 3000  # of what a trace allows, and bytes: more is not called its rate
_PICTURE = 30_000  # bytes of a large one: an origin forwards each picture once it has come in whole
_TOOK_AT_LEAST = 0.5  # seconds that a download must take to show a rate; over loopback it takes some ms
_LATE, _LATE_FOR = 200.0, 1.0  # ms and seconds of a delay worth looking for
_MOST_OF_IT = 0.8  # of a delay


def followed(timeline: Timeline, leg: str, schedule: Schedule, *, since: float, until: float) -> Sighting | None:
    """The first sign that a leg followed a schedule that began at `since`; None if anything came sooner."""
    signs = (
        _in_its_rate(timeline, leg, schedule, (since, until)),
        _in_its_delay(timeline, leg, schedule, (since, until)),
    )
    return min((sign for sign in signs if sign), key=lambda sign: sign.at, default=None)


def _in_its_rate(timeline: Timeline, leg: str, schedule: Schedule, span: tuple[float, float]) -> Sighting | None:
    since, until = span
    late = max(change.latency_ms + change.jitter_ms for change in schedule.one_round()) / 1000
    bounds = _Bounds(leg, since, Allowed(schedule, until - since), late)
    streams = list(stream_paces(timeline, leg, since=since, until=until))
    downloads = list(download_paces(timeline, leg, since=since, until=until))
    if any(pace.bytes > bounds.ever(pace) for pace in (*streams, *downloads)):
        return None
    usual = _usual(timeline, leg, span)
    paces = [*streams, *(download for download in downloads if download.end - download.start >= _TOOK_AT_LEAST)]
    narrow = [(since + start, since + end) for start, end in _narrow(schedule, until - since, usual)]
    for pace in sorted(paces, key=lambda pace: pace.start):
        rate = bounds.rate(pace)
        # It must end where the trace is narrow: a burst after a silence has no rate.
        ends_in = next((start for start, end in narrow if start < pace.end < end - _EDGE), None)
        at_its_rate = _LEAST * rate <= pace.per_second and pace.bytes <= bounds.about(pace)
        if ends_in is not None and at_its_rate and _WANTED * rate <= usual:
            detail = f"{pace.what} came at {pace.per_second / 1000:.0f} KB/s where the trace has {rate / 1000:.0f}"
            return Sighting(max(pace.start, ends_in), pace.witness, detail)
    return None


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How much can come during a pace on a leg that follows a schedule that began at `since`."""

    leg: str
    since: float
    allowed: Allowed
    late: float  # seconds of its longest delay

    def rate(self, pace: Pace) -> float:
        """Bytes a second of the trace."""
        return self.allowed.between(pace.start - self.since, pace.end - self.since) / (pace.end - pace.start)

    def about(self, pace: Pace) -> float:
        """The most bytes that still show the rate of the trace."""
        return _ABOUT * self.rate(pace) * (pace.end - pace.start) + _SLIPS

    def ever(self, pace: Pace) -> float:
        """The most bytes possible; some may have passed at the trace's rate before, and been delayed since."""
        most = self.allowed.between(pace.start - self.since - _EDGE - self.late, pace.end - self.since + _EDGE)
        return _MOST * most + _SPILT + (_PICTURE if self.leg == "ingest" else 0)


def _narrow(schedule: Schedule, until: float, usual: float) -> Iterator[tuple[float, float]]:
    """(start, end) of each time in which the trace holds the usual rate back; seconds of the schedule."""
    since: float | None = None
    for start, _, change in schedule.stretches(until):
        held_back = _WANTED * bytes_per_second(change) <= usual
        if held_back and since is None:
            since = start
        elif not held_back and since is not None:
            yield since, start
            since = None
    if since is not None:
        yield since, math.inf  # as far as anybody knows


def _usual(timeline: Timeline, leg: str, span: tuple[float, float]) -> float:
    """Bytes a second before the trace began, otherwise after it; 0 if nothing ever came."""
    for start, end in ((timeline.zero, span[0]), (span[1], timeline.end)):
        if rates := [pace.per_second for pace in _paces(timeline, leg, start, end)]:
            return median(rates)
    return 0.0


def _paces(timeline: Timeline, leg: str, start: float, end: float) -> Iterator[Pace]:
    yield from stream_paces(timeline, leg, since=start, until=end, window=1)
    downloads = download_paces(timeline, leg, since=start, until=end)
    yield from (pace for pace in downloads if pace.bytes >= _SPILT)  # a playlist is over before it has a rate


def _in_its_delay(timeline: Timeline, leg: str, schedule: Schedule, span: tuple[float, float]) -> Sighting | None:
    since, until = span
    for start, end, change in schedule.stretches(until - since):
        late = change.latency_ms - change.jitter_ms
        if late >= _LATE and end - start >= _LATE_FOR:
            sign = _late_answer(timeline, leg, (since + start, since + end), _MOST_OF_IT * late / 1000)
            if sign:
                return sign
    return None


def _late_answer(timeline: Timeline, leg: str, span: tuple[float, float], by: float) -> Sighting | None:
    """The first answer to a request, or on a WebSocket, that was this late; None if a request was answered sooner."""
    start, end = span
    begun = [r for r in requests(timeline) if r.leg == leg and start + _EDGE <= r.started_at < end]
    waits = [(_wait(r), r) for r in begun if r.answered_at is not None and r.answered_at <= end]
    if any(wait < by - NETWORK_UNCERTAINTY for wait, _ in waits):
        return None
    if waits and leg != "flv":  # its header waits for a picture
        wait, first = waits[0]
        return Sighting(first.started_at, "browser", f"waited {wait:.2f} s for an answer on {first.path}")
    on_socket = first_wait(timeline, leg, since=start + _EDGE, until=end, longer_than=by)
    if on_socket is None:
        return None
    return Sighting(on_socket.start, "browser", f"waited {on_socket.length:.2f} s for {on_socket.what}")


def _wait(request: Request) -> float:
    assert request.answered_at is not None
    return request.answered_at - request.started_at
