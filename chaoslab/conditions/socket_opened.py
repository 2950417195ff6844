"""The server takes a WebSocket of the page."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.signalling.sockets import sockets
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SocketOpened(Condition):
    """The server takes a WebSocket of the page: a new one, or one that was away."""

    words: ClassVar[str] = "the server takes a WebSocket of the page"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.SOCKET_RECEIVED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first one was taken."""
        times = (one.connected_at for one in sockets(timeline))
        return min((at for at in times if at is not None and at >= since), default=None)
