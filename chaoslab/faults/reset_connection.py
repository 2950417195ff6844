"""Reset connection: the connections that are open on a leg end with RST, as when a mobile network changes its mind."""

from typing import ClassVar

from chaoslab.evidence.network.lost_connections import first_break
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ResetConnection(Fault):
    """A gate before the leg ends what is open with a real TCP RST, once; new connections work at once.

    On `hls`, `api` and `page` that is in the midst of the answer that is under way, or of the next one: nobody misses
    a connection that rests. Nothing else on the leg changes: other ends stay FIN, before and after. Lifted, it leaves
    alone what has rested ever since.
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
        """The browser's network stack said ERR_CONNECTION_RESET, on `ingest` the publisher's connection reset by peer.

        The end of a WebSocket, or Redis that does not answer, is seen without its manner.
        """
        until = injection.until(timeline)
        seen = first_break(timeline, self.leg, injection.sent_at, until, "reset")
        return seen.sighting if seen else None
