"""Connect refused: a leg takes no new connections, while those that are open go on."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ConnectRefused(Fault):
    """A gate before the leg stops listening; what is open goes on. Lifted, it listens again on the same port."""

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg refuses new connections; open ones go on"
    happened: ClassVar[str] = "{leg} refused new connections"
    meant: ClassVar[str] = "{leg} {was} to refuse new connections"
    named: ClassVar[str] = "{leg} refusing"
    gated: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.refuse(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.accept(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack was refused a connection, or the publisher was; nobody tried: nobody saw.

        Behind the router of a player's own origin a leg that refuses is the answer 502. On `redis` the signalling
        server said that Redis does not answer, which takes the loss of the connection that it had.
        """
        until = injection.until(timeline)
        found = breaks(timeline, self.leg, injection.sent_at, until)
        wanted = (None, "refusal") if self.leg == "redis" else ("refusal",)
        return next((one.sighting for one in found if one.manner in wanted), None)
