"""The page loses a WebSocket."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.signalling.sockets import sockets
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SocketLost(Condition):
    """The page loses a WebSocket: an accepted one, or an attempt that failed."""

    words: ClassVar[str] = "the page loses a WebSocket"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.SOCKET_CLOSED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first one closed."""
        times = (socket.closed_at for socket in sockets(timeline))
        return min((at for at in times if at is not None and at >= since), default=None)
