"""The server accepts a WebSocket of the page."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.signalling.connection_attempts import opened_at
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SocketOpened(Condition):
    """The server accepts a WebSocket of the page, or a session by polling: a new one, or one that comes back."""

    words: ClassVar[str] = "the server accepts a WebSocket of the page"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.SOCKET_RECEIVED, EventName.REQUEST_FINISHED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first one was accepted."""
        return min((at for at in opened_at(timeline) if at >= since), default=None)
