"""Server restart: the signalling server dies without warning, and a new one takes its place."""

from typing import ClassVar

from chaoslab.evidence.network.sockets import first_loss
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class ServerRestart(Fault):
    """The signalling server is killed; on lift, a new one that knows nobody listens on the same port."""

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "the signalling server is killed; a new one takes its place when this is lifted"
    happened: ClassVar[str] = "the signalling server died"
    meant: ClassVar[str] = "the signalling server was to die"
    named: ClassVar[str] = "signalling server dead"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the signalling server"})

    async def inject(self, world: World) -> None:
        await world.signalling.stop()

    async def lift(self, world: World) -> None:
        await world.signalling.start()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser lost a WebSocket on the `socket` leg, or could not get one."""
        until = injection.until(timeline)
        return first_loss(timeline, "socket", injection.sent_at, until)
