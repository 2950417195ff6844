"""The server accepts a WebSocket of the page."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.signalling.sockets import sockets
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SocketOpened(Condition):
    """The server accepts a WebSocket of the page: a new one, or one that comes back."""

    words: ClassVar[str] = "the server accepts a WebSocket of the page"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.SOCKET_RECEIVED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first one was accepted."""
        times = (socket.connected_at for socket in sockets(timeline))
        return min((at for at in times if at is not None and at >= since), default=None)
