"""What the signalling server told all viewers, as an observer got it, and when it reached the page."""

import re
from dataclasses import dataclass

from chaoslab.evidence.network.sockets import Socket, sockets
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

LEG = "socket"
PROMPT = 0.15  # seconds within which a message that is not held back reaches the page
_CLOCKS = 0.05  # seconds by which the page may have it before the observer
_EVENT = re.compile(r'42/[^,]*,\d*\["((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Told:
    """One event on one of the page's sockets; `at` is when the observer got it, on the lab clock.

    `came_at` is when the page got it, None if it never did although the socket was open until `until`.
    """

    at: float
    namespace: str
    event: str
    came_at: float | None
    until: float

    @property
    def prompt(self) -> bool:
        """Whether it came in time."""
        return self.came_at is not None and self.came_at - self.at <= PROMPT

    @property
    def late(self) -> float:
        """Seconds that the page waited for it, until it came or the socket or observation ended."""
        return (self.until if self.came_at is None else self.came_at) - self.at


def told(timeline: Timeline) -> tuple[Told, ...]:
    """Each event, for each socket of the page that had entered its namespace by then and was still open."""
    deliveries: list[Told] = []
    for event in timeline.named(EventName.OBSERVER_RECEIVED):
        namespace, text = str(event.data["namespace"]), str(event.data["text"])
        name = _EVENT.match(text)
        for socket in sockets(timeline):
            if socket.leg == LEG and name and _stands(socket, namespace, event.at):
                came = (
                    message.at
                    for message in socket.received
                    if message.text == text and message.at >= event.at - _CLOCKS
                )
                until = timeline.end if socket.ended_at is None else socket.ended_at
                deliveries.append(Told(event.at, namespace, name[1], next(came, None), until))
    return tuple(deliveries)


def _stands(socket: Socket, namespace: str, at: float) -> bool:
    entered = next((message.at for message in socket.received if message.text.startswith(f"40{namespace},")), None)
    return entered is not None and entered <= at and (socket.ended_at is None or socket.ended_at > at)
