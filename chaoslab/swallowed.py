"""What was asked anew on a leg and got neither an answer nor a refusal."""

from collections.abc import Iterator

from chaoslab.breaks import breaks
from chaoslab.events import EventName
from chaoslab.fault import Sighting
from chaoslab.requests import requests
from chaoslab.sockets import sockets
from chaoslab.timeline import Timeline

_NO_ANSWER_FOR = 0.5  # seconds; a healthy leg answers within some ms
_PUBLISHER_TRIES_AFTER = 0.5  # seconds from a loss to its next attempt


def first_swallowed(timeline: Timeline, leg: str, start: float, end: float) -> Sighting | None:
    """The first attempt begun within an interval that had heard nothing for 0.5 s; for `ingest`, of the publisher."""
    if leg == "ingest":
        return _publisher_shut_out(timeline, start, end)
    asked = _attempts(timeline, leg)
    waits = [(at, min(heard, end) - at, what) for at, heard, what in asked if start <= at <= end]
    first = min((one for one in waits if one[1] >= _NO_ANSWER_FOR), default=None)
    return Sighting(first[0], "browser", f"no answer to {first[2]} for {first[1]:.1f} s") if first else None


def _attempts(timeline: Timeline, leg: str) -> Iterator[tuple[float, float, str]]:
    """(begun, heard of or over, what) of each request and WebSocket on a leg."""
    for request in requests(timeline):
        if request.leg == leg:
            told = request.answered_at if request.answered_at is not None else request.ended_at
            yield request.started_at, timeline.end if told is None else told, request.path
    for socket in sockets(timeline):
        if socket.leg == leg:
            heard = socket.received[0].at if socket.received else socket.closed_at
            yield socket.opened_at, timeline.end if heard is None else heard, "a new WebSocket"


def _publisher_shut_out(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """It lost its connection, and for 0.5 s after its next attempt it was neither let in nor refused."""
    lost = next((one for one in breaks(timeline, "ingest", start, end) if one.manner == "end"), None)
    if lost is None:
        return None
    due = lost.at + _PUBLISHER_TRIES_AFTER + _NO_ANSWER_FOR
    said = (event.at for event in timeline.named(EventName.PUBLISHER_STARTED, EventName.PUBLISHER_STOPPED))
    if due > end or any(lost.at < at < due for at in said):
        return None
    return Sighting(lost.at, "publisher", f"{lost.words}, and no answer to the next attempt")
