"""The page's WebSockets, each put together from its events as the browser saw them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_TOLD_LATE = 2.0  # seconds; the browser reports a socket up to this long after the page created it
_CLOCKS = 0.005  # seconds by which the stamps of the page and of the browser may differ


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
    flowed_at: float | None = None  # when the first bytes came that are no text

    @property
    def heard_at(self) -> float | None:
        """When the server first said anything."""
        texts = [self.received[0].at] if self.received else []
        return min([*texts, *([] if self.flowed_at is None else [self.flowed_at])], default=None)

    @property
    def is_engine_io(self) -> bool:
        """Whether the first text is an Engine.IO handshake, as in Socket.IO."""
        return bool(self.received) and self.received[0].text.startswith('0{"sid"')

    @property
    def connected_at(self) -> float | None:
        """When the server accepted it: its first word, or for Socket.IO its admission to the namespace."""
        if not self.is_engine_io:
            return self.heard_at
        accepted = (message.at for message in self.received if message.text.startswith("40"))
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
    flowed: dict[str, float] = {}
    for event in timeline.named(EventName.REQUEST_FLOWED):
        flowed.setdefault(str(event.data["request"]), event.at)
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
            flowed_at=flowed.get(key),
        )
        for event in timeline.named(EventName.SOCKET_OPENED)
    )


@dataclass(frozen=True, slots=True)
class Created:
    """When the page created WebSockets: those that the browser reported, by id, and (URL, when) of all others."""

    of_socket: Mapping[str, float]
    unreported: tuple[tuple[str, float], ...]


@once_per_timeline
def created(timeline: Timeline) -> Created:
    """As stamped in the page; a worker's are not seen there."""
    asked: defaultdict[str, list[float]] = defaultdict(list)
    for event in timeline.named(EventName.SOCKET_ASKED):
        asked[str(event.data["url"])].append(event.at)
    claimed = {socket.id: _claim(asked[socket.url], socket.opened_at) for socket in sockets(timeline)}
    rest = tuple((url, at) for url, times in asked.items() for at in times)
    return Created({key: at for key, at in claimed.items() if at is not None}, rest)


def _claim(asked: list[float], opened_at: float) -> float | None:
    """The page's earliest stamp that no socket has claimed yet; a socket is reported after it was created."""
    for index, at in enumerate(asked):
        if opened_at - _TOLD_LATE <= at <= opened_at + _CLOCKS:
            return asked.pop(index)
    return None


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
