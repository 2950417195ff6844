"""When the page was told that the broadcast is over, as the browser received it."""

import re

from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_ENDED = re.compile(r'42(?:/[^,]*,)?\d*\["stream:ended"')  # a Socket.IO event of that name, in any namespace


def ended_at(
    timeline: Timeline, *, since: float = float("-inf"), heard: EventName = EventName.SOCKET_RECEIVED
) -> float | None:
    """When `stream:ended` first came over a WebSocket, on the lab clock; None when it never did.

    `heard` names the events to look in: those of the page, or of the lab's own connection.
    """
    received = (event for event in timeline.named(heard) if event.at >= since)
    return next((event.at for event in received if _ENDED.match(str(event.data["text"]))), None)
