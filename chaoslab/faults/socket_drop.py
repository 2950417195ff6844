"""Socket drop: the signalling server drops its connections, and accepts new ones."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.network.sockets import Socket, sockets
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.message_harm import Namespace, namespaces_of
from chaoslab.world.world import World

_WITHIN = 1.0  # seconds after the call


class SocketDrop(Fault):
    """The signalling server drops its clients' connections, once, and accepts new ones; lifting does nothing."""

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "the signalling server drops the connections of its clients ({namespace})"
    happened: ClassVar[str] = "the sockets were dropped"
    meant: ClassVar[str] = "the sockets were to be dropped"
    named: ClassVar[str] = "sockets dropped"

    namespace: Annotated[Namespace, Field(description="whose connections")] = "both"

    def holds(self) -> frozenset[str]:
        return frozenset({"the signalling server"})

    async def inject(self, world: World) -> None:
        await world.signalling.drop(self.namespace)

    async def lift(self, world: World) -> None:
        """Clients that were dropped come back by themselves."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser lost every WebSocket of the namespace within a second, and had left none of them itself."""
        until = injection.returned_at + _WITHIN
        affected = (socket for socket in sockets(timeline) if self._is_about(socket))
        stood = [socket for socket in affected if _stands(socket, injection.sent_at)]
        ends = [socket.closed_at for socket in stood if socket.left_at is None and socket.closed_at is not None]
        if not stood or len(ends) < len(stood) or max(ends) > until:
            return None
        count = "WebSocket" if len(ends) == 1 else f"{len(ends)} WebSockets"
        return Sighting(min(ends), "browser", f"{count} closed")

    def _is_about(self, socket: Socket) -> bool:
        entered = tuple(f"40{namespace}," for namespace in namespaces_of(self.namespace))
        return socket.leg == "socket" and any(message.text.startswith(entered) for message in socket.received)


def _stands(socket: Socket, at: float) -> bool:
    return socket.connected_at is not None and socket.connected_at < at and not (socket.ended_at or at + 1) < at
