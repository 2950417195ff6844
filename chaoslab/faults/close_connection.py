"""Close connection: the connections that are open on a leg end with FIN, as when a proxy on the way is restarted."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import first_break
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class CloseConnection(Fault):
    """A gate before the leg ends what is open with FIN, once; new connections work at once.

    On `hls`, `api` and `page` that is in the midst of the answer that is under way, or of the next one: nobody misses
    a connection that rests. Lifted, it leaves alone what has rested ever since.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "open connections on the {leg} leg are closed (FIN); new ones work at once"
    happened: ClassVar[str] = "{leg} {was} closed"
    meant: ClassVar[str] = "{leg} {was} to be closed"
    named: ClassVar[str] = "{leg} closed"
    gated: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.close(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.spare(self.leg, "close")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack saw an answer end before it was whole, on `ingest` the publisher its connection.

        The end of a WebSocket, or Redis that does not answer, is seen without its manner.
        """
        until = injection.until(timeline)
        seen = first_break(timeline, self.leg, injection.sent_at, until, "end")
        return seen.sighting if seen else None
