"""Blackhole: what is open on a leg ends, and new connections are accepted and never answered."""

from typing import ClassVar

from chaoslab.fault import Fault, Group, Injection, Sighting, World
from chaoslab.legs import Leg
from chaoslab.swallowed import first_swallowed
from chaoslab.timeline import Timeline
from chaoslab.viewers import redis_away


class Blackhole(Fault):
    """A gate before the leg closes what is open, accepts what is new, reads nothing and says nothing, either way.

    Lifted, it closes the connections that it had swallowed.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg is a black hole: open connections end, new ones are taken and never answered"
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
