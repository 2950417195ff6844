"""The page loses a WebSocket."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.signalling.connection_attempts import closed_at
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SocketLost(Condition):
    """The page loses a WebSocket or a session by polling: an accepted one, or an attempt that failed."""

    words: ClassVar[str] = "the page loses a WebSocket"
    news: ClassVar[frozenset[EventName]] = frozenset(
        {EventName.SOCKET_CLOSED, EventName.REQUEST_FAILED, EventName.REQUEST_ANSWERED}
    )

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the first one closed."""
        return min((at for at in closed_at(timeline) if at >= since), default=None)
