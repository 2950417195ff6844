"""The page's WebSockets, each put together from its events as the browser saw them."""

from collections import defaultdict
from dataclasses import dataclass

from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SocketText:
    """A text that was received or sent."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Socket:
    """One WebSocket; times are on the lab clock, None if that never happened."""

    id: str
    url: str
    leg: str | None
    opened_at: float  # when the browser reported it: some ms after the page created it
    received: tuple[SocketText, ...] = ()
    sent: tuple[SocketText, ...] = ()
    closed_at: float | None = None

    @property
    def is_engine_io(self) -> bool:
        """Whether the first text is an Engine.IO handshake, as in Socket.IO."""
        return bool(self.received) and self.received[0].text.startswith('0{"sid"')

    @property
    def connected_at(self) -> float | None:
        """When the server accepted it: its first text, or for Socket.IO its admission to the namespace."""
        accepted = (message.at for message in self.received if not self.is_engine_io or message.text.startswith("40"))
        return next(accepted, None)

    @property
    def left_at(self) -> float | None:
        """When the page itself left Socket.IO; None if it did not."""
        return self.sent[-1].at if self.sent and self.sent[-1].text.startswith("41") else None

    @property
    def ended_at(self) -> float | None:
        """When it was over for the page: when the page left, or the socket closed."""
        return self.closed_at if self.left_at is None else self.left_at


@once_per_timeline
def sockets(timeline: Timeline) -> tuple[Socket, ...]:
    """All WebSockets in the order in which the browser reported them."""
    texts: dict[EventName, defaultdict[str, list[SocketText]]] = {
        name: defaultdict(list) for name in (EventName.SOCKET_RECEIVED, EventName.SOCKET_SENT)
    }
    for name, of_socket in texts.items():
        for event in timeline.named(name):
            of_socket[str(event.data["socket"])].append(SocketText(event.at, str(event.data["text"])))
    closed = {str(event.data["socket"]): event.at for event in timeline.named(EventName.SOCKET_CLOSED)}
    return tuple(
        Socket(
            id=(key := str(event.data["socket"])),
            url=str(event.data.get("url", "")),
            leg=event.data.get("leg"),
            opened_at=event.at,
            received=tuple(texts[EventName.SOCKET_RECEIVED][key]),
            sent=tuple(texts[EventName.SOCKET_SENT][key]),
            closed_at=closed.get(key),
        )
        for event in timeline.named(EventName.SOCKET_OPENED)
    )


def first_loss(timeline: Timeline, leg: str, start: float, end: float) -> Sighting | None:
    """The first WebSocket on a leg that ended within an interval, unless the page itself left it."""
    lost = (socket for socket in sockets(timeline) if socket.leg == leg and socket.left_at is None)
    losses = [
        (socket.closed_at, socket)
        for socket in lost
        if socket.closed_at is not None and start <= socket.closed_at <= end
    ]
    first = min(losses, key=lambda loss: loss[0], default=None)
    if first is None:
        return None
    return Sighting(first[0], "browser", "WebSocket closed" if first[1].connected_at else "WebSocket refused")
