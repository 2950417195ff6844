"""Close connection: open connections on a leg end with FIN, as when a proxy on the way is restarted."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import first_break
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class CloseConnection(Fault):
    """Open connections on the leg end with FIN, once; new ones work at once. On `hls`, `api` and `page`, each ends in
    the middle of its current or next answer, unless the fault is lifted first.

    A gate before the leg does this. It waits for an answer because nobody notices the end of an idle connection. When
    lifted, it spares connections that have been idle ever since.
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
        """The browser's network stack saw an answer end before it was whole (such as
        `ERR_INCOMPLETE_CHUNKED_ENCODING`), or a WebSocket end; on `ingest`, the publisher lost its connection; on
        `redis`, the signalling server said that Redis does not answer.

        Nobody sees how a WebSocket or a connection to Redis ended.
        """
        until = injection.until(timeline)
        cut = first_break(timeline, self.leg, injection.sent_at, until, "end")
        return cut.sighting if cut else None
