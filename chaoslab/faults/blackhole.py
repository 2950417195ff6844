"""Blackhole: open connections on a leg end, and new ones are accepted and never answered."""

from collections.abc import Iterator
from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.evidence.network.redis_away import redis_away
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.sockets import sockets
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_NO_ANSWER_FOR = 0.5  # seconds; a healthy leg answers within some ms
_PUBLISHER_TRIES_AFTER = 0.5  # seconds from a loss to its next attempt


class Blackhole(Fault):
    """Open connections on the leg end, new ones are accepted and never answered; on lift, they are closed.

    A gate before the leg does this; it reads nothing and sends nothing, in either direction.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg is a black hole: open connections end, new ones are never answered"
    happened: ClassVar[str] = "{leg} swallowed requests"
    meant: ClassVar[str] = "{leg} {was} to swallow requests"
    named: ClassVar[str] = "{leg} black-holed"
    alone: ClassVar[bool] = True
    gated: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.hold(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.release(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """A request or WebSocket that the browser started on the leg was neither answered nor refused within 0.5 s; on
        `ingest`, the publisher lost its connection and could not connect again; on `redis`, the signalling server said
        that Redis does not answer.
        """
        until = injection.until(timeline)
        if self.leg == "redis":
            return redis_away(timeline, injection.sent_at, until)
        return first_swallowed(timeline, self.leg, injection.sent_at, until)


def first_swallowed(timeline: Timeline, leg: str, start: float, end: float) -> Sighting | None:
    """The first attempt begun within an interval that heard nothing for 0.5 s; on `ingest`, the publisher's."""
    if leg == "ingest":
        return _publisher_shut_out(timeline, start, end)
    attempts = _attempts(timeline, leg)
    waits = [(at, min(over, end) - at, target) for at, over, target in attempts if start <= at <= end]
    at, length, target = min((wait for wait in waits if wait[1] >= _NO_ANSWER_FOR), default=(0.0, 0.0, ""))
    return Sighting(at, "browser", f"no answer to {target} for {length:.1f} s") if target else None


def _attempts(timeline: Timeline, leg: str) -> Iterator[tuple[float, float, str]]:
    """(begun, answered or over, its target) of each request and WebSocket on a leg."""
    for request in requests(timeline):
        if request.leg == leg and not request.is_long_poll:
            over = request.answered_at if request.answered_at is not None else request.ended_at
            yield request.started_at, timeline.end if over is None else over, request.path
    for socket in sockets(timeline):
        if socket.leg == leg:
            over = socket.closed_at if socket.heard_at is None else socket.heard_at
            yield socket.opened_at, timeline.end if over is None else over, "a new WebSocket"


def _publisher_shut_out(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """It lost its connection, and for 0.5 s after its next attempt it was neither accepted nor refused."""
    lost = next((cut for cut in breaks(timeline, "ingest", start, end) if cut.manner == "end"), None)
    if lost is None:
        return None
    due = lost.at + _PUBLISHER_TRIES_AFTER + _NO_ANSWER_FOR
    changes = (event.at for event in timeline.named(EventName.PUBLISHER_STARTED, EventName.PUBLISHER_STOPPED))
    if due > end or any(lost.at < at < due for at in changes):
        return None
    return Sighting(lost.at, "publisher", f"{lost.words}, and no answer to the next attempt")
