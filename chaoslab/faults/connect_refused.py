"""Connect refused: a leg refuses new connections, while open ones go on."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ConnectRefused(Fault):
    """The leg refuses new connections; open ones go on.

    A gate before the leg stops listening; on lift, it listens again on the same port.
    """

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
        """The browser's network stack was refused a connection, or got the answer 502 behind a player's own origin; on
        `ingest`, the publisher was refused one; on `redis`, the signalling server said that Redis does not answer. A
        client that keeps its connection sees nothing.
        """
        until = injection.until(timeline)
        cuts = breaks(timeline, self.leg, injection.sent_at, until)
        refusals = (None, "refusal") if self.leg == "redis" else ("refusal",)
        return next((cut.sighting for cut in cuts if cut.manner in refusals), None)
