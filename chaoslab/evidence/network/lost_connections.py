"""How connections on a leg broke, as seen by those who held them: browser, publisher, signalling server."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chaoslab.evidence.network.redis_away import redis_away
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.network.sockets import Socket, sockets
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.timeline import Timeline

Manner = Literal["reset", "end", "refusal"]  # RST, FIN before everything had arrived, no connection

_MANNERS: dict[str, Manner] = {
    "net::ERR_CONNECTION_RESET": "reset",
    "net::ERR_INCOMPLETE_CHUNKED_ENCODING": "end",
    "net::ERR_CONTENT_LENGTH_MISMATCH": "end",
    "net::ERR_EMPTY_RESPONSE": "end",
    "net::ERR_CONNECTION_CLOSED": "end",
    "net::ERR_CONNECTION_REFUSED": "refusal",
}
# What the publisher's log says; the errors are in the system's words.
_PUBLISHER: dict[str, Manner] = {
    "lost: Connection reset by peer": "reset",
    "lost: the origin closed the connection": "end",
    "refused: Connection refused": "refusal",
}
_BAD_GATEWAY = 502  # how the router before a player's own origin says that a leg refuses, as nginx does


@dataclass(frozen=True, slots=True)
class Break:
    """One connection that broke, or attempt that failed; `manner` is None if the one who saw it cannot tell."""

    at: float
    who: str
    words: str
    manner: Manner | None
    of: str | None = None  # id of the request

    @property
    def sighting(self) -> Sighting:
        """As a witness reports it."""
        return Sighting(self.at, self.who, self.words)


def first_break(timeline: Timeline, leg: str, start: float, end: float, *manners: Manner) -> Break | None:
    """The first one on a leg within an interval, in one of these manners or in an unknown one."""
    return next((broken for broken in breaks(timeline, leg, start, end) if broken.manner in (None, *manners)), None)


def breaks(timeline: Timeline, leg: str, start: float, end: float) -> list[Break]:
    """All on a leg within an interval, in order, except those that the page or the publisher ended itself."""
    candidates: Iterator[Break]
    match leg:
        case "ingest":
            candidates = _of_publisher(timeline)
        case "redis":
            away = redis_away(timeline, start, end)
            candidates = iter(() if away is None else (Break(away.at, away.witness, away.detail, None),))
        case _:
            candidates = _of_browser(timeline, leg)
    return sorted((broken for broken in candidates if start <= broken.at <= end), key=lambda broken: broken.at)


def broken_requests(timeline: Timeline, *, bad_gateway: bool = False) -> Iterator[tuple[Request, Break]]:
    """Each request that broke with an error and was not given up by the page, and how it broke.

    With `bad_gateway` the answer 502 is such a break too; one request may then have both. `manner` is None for an error
    that does not say how a connection broke.
    """
    for request in requests(timeline):
        if bad_gateway and request.status == _BAD_GATEWAY and request.answered_at is not None:
            words = f"502 (Bad Gateway) on {request.path}"
            yield request, Break(request.answered_at, "browser", words, "refusal", request.id)
        if request.error and not request.canceled and request.ended_at is not None:
            words, manner = f"{request.error} on {request.path}", _MANNERS.get(request.error)
            yield request, Break(request.ended_at, "browser", words, manner, request.id)


def _of_publisher(timeline: Timeline) -> Iterator[Break]:
    for event in timeline.named(EventName.PUBLISHER_STOPPED):
        reason = str(event.data.get("reason", ""))
        if reason.startswith("lost: ") or reason in _PUBLISHER:
            yield Break(event.at, "publisher", reason, _PUBLISHER.get(reason))


def _of_browser(timeline: Timeline, leg: str) -> Iterator[Break]:
    first: dict[str, Break] = {}  # by the request's id: what follows an answer 502 is not another break
    for request, broken in broken_requests(timeline, bad_gateway=True):
        if request.leg == leg and broken.manner is not None:
            first.setdefault(request.id, broken)
    yield from first.values()
    for socket in sockets(timeline):
        if socket.leg == leg and (lost := _of_socket(socket)):
            yield lost


def _of_socket(socket: Socket) -> Break | None:
    """A browser does not say whether an open WebSocket ended by RST or by FIN."""
    if socket.left_at is not None or socket.closed_at is None:
        return None
    if socket.connected_at is None:
        return Break(socket.closed_at, "browser", "WebSocket refused", "refusal")
    return Break(socket.closed_at, "browser", "WebSocket closed", None)
