"""Blackhole: what is open on a leg ends, and new connections are accepted and never answered."""

from collections.abc import Iterator
from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.signalling.sockets import sockets
from chaoslab.evidence.signalling.viewer_counts import redis_away
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_NO_ANSWER_FOR = 0.5  # seconds; a healthy leg answers within some ms
_PUBLISHER_TRIES_AFTER = 0.5  # seconds from a loss to its next attempt


class Blackhole(Fault):
    """A gate before the leg closes what is open, accepts what is new, reads nothing and says nothing, either way.

    Lifted, it closes the connections that it had swallowed.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg is a black hole: open connections end, new ones are taken and never answered"
    happened: ClassVar[str] = "{leg} swallowed what was asked"
    meant: ClassVar[str] = "{leg} {was} to swallow what was asked"
    named: ClassVar[str] = "{leg} black-holed"
    alone: ClassVar[bool] = True
    gated: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.hold(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.release(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """A request or a WebSocket that the browser began on the leg had no answer after 0.5 s, and was not refused.

        On `ingest` the publisher lost its connection and was not let in again; on `redis` the signalling server said
        that Redis does not answer.
        """
        until = injection.until(timeline)
        if self.leg == "redis":
            return redis_away(timeline, injection.sent_at, until)
        return first_swallowed(timeline, self.leg, injection.sent_at, until)


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
