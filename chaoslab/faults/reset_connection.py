"""Reset connection: open connections on a leg end with RST, as when a mobile network drops them."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import first_break
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ResetConnection(Fault):
    """Open connections on the leg end with a real RST, once; new ones work at once. On `hls`, `api` and `page`, each
    ends in the middle of its current or next answer, unless the fault is lifted first.

    A gate before the leg does this. It waits for an answer because nobody notices the end of an idle connection.
    Nothing else on the leg changes: other connections end with FIN, before and after. When lifted, it spares
    connections that have been idle ever since.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "open connections on the {leg} leg are reset (RST); new ones work at once"
    happened: ClassVar[str] = "{leg} {was} reset"
    meant: ClassVar[str] = "{leg} {was} to be reset"
    named: ClassVar[str] = "{leg} reset"
    gated: ClassVar[bool] = True

    leg: Leg

    async def inject(self, world: World) -> None:
        await world.proxies.reset(self.leg)

    async def lift(self, world: World) -> None:
        await world.proxies.spare(self.leg, "reset")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack said `ERR_CONNECTION_RESET`; on `ingest`, the publisher's connection was reset by
        its peer; on `socket`, the browser reports that a WebSocket ended, but not how; on `redis`, the signalling
        server said that Redis does not answer.
        """
        until = injection.until(timeline)
        cut = first_break(timeline, self.leg, injection.sent_at, until, "reset")
        return cut.sighting if cut else None
