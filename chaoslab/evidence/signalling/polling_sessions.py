"""Socket.IO over HTTP: the sessions that a page opens by polling, as it does by default before it tries a WebSocket.

A session begins with a request without `sid`; the server's answer names one, which every later request of the session
carries, and so does the WebSocket to which it moves where that works. What is said by polling is in bodies that nobody
outside the page sees: a page that says goodbye is known by the poll that it gives up, for good.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.network.requests import Request, requests
from chaoslab.evidence.network.sockets import Socket, sockets
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

LEG = "socket"
_UPGRADED = "5"  # Engine.IO: the client has moved to the WebSocket


@dataclass(frozen=True, slots=True)
class PollingSession:
    """One session, or one attempt at it; times are on the lab clock, None if that never happened."""

    url: str
    asked_at: float
    connected_at: float | None  # when the server's first answer was there
    ended_at: float | None
    left: bool  # the page itself gave it up, so nothing was lost


@once_per_timeline
def polling_sessions(timeline: Timeline) -> tuple[PollingSession, ...]:
    """All on the socket leg, in the order in which they were asked for."""
    on_leg = [request for request in requests(timeline) if request.leg == LEG and _query(request.url, "transport")]
    polls = [request for request in on_leg if _query(request.url, "transport") == "polling"]
    of_session: defaultdict[str, list[Request]] = defaultdict(list)
    for request in polls:
        if sid := sid_of(request.url):
            of_session[sid].append(request)
    moved = {sid: socket for socket in sockets(timeline) if (sid := sid_of(socket.url))}
    begun = [request for request in polls if not sid_of(request.url)]
    unclaimed = sorted(of_session, key=lambda sid: of_session[sid][0].started_at)
    return tuple(_sessions(begun, unclaimed, of_session, moved))


def moved_to(timeline: Timeline) -> frozenset[str]:
    """The ids of WebSockets that go on with a session which began by polling: they are no attempts of their own."""
    return frozenset(socket.id for socket in sockets(timeline) if socket.leg == LEG and sid_of(socket.url))


def sid_of(url: str) -> str:
    """The session that a URL names; empty if it names none."""
    return _query(url, "sid")


def _sessions(
    begun: Sequence[Request], sids: list[str], of_session: dict[str, list[Request]], moved: dict[str, Socket]
) -> Iterator[PollingSession]:
    for request in begun:
        answered_at = request.ended_at if request.error is None and not request.refused else None
        if answered_at is None:
            yield PollingSession(request.url, request.started_at, None, request.ended_at, request.canceled)
            continue
        # The answer names the session, but nobody sees it: it is the first new one that is used after the answer.
        from_now_on = answered_at - NETWORK_UNCERTAINTY
        sid = next((sid for sid in sids if of_session[sid][0].started_at >= from_now_on), None)
        if sid is not None:
            sids.remove(sid)
        polls = of_session[sid] if sid is not None else []
        ended_at, left = _end(polls, moved.get(sid or ""))
        yield PollingSession(request.url, request.started_at, answered_at, ended_at, left)


def _end(polls: Sequence[Request], socket: Socket | None) -> tuple[float | None, bool]:
    """(when a session was over, whether the page itself gave it up)."""
    if socket is not None and any(message.text == _UPGRADED for message in socket.sent):
        return socket.ended_at, socket.left_at is not None
    lost = [request.ended_at for request in polls if request.ended_at is not None and _is_lost(request)]
    if lost:
        return min(lost), False
    last = polls[-1] if polls else None
    if last is not None and last.canceled:
        return last.ended_at, True
    return None, False


def _is_lost(request: Request) -> bool:
    return request.refused or (request.error is not None and not request.canceled)


def _query(url: str, name: str) -> str:
    return parse_qs(urlsplit(url).query).get(name, [""])[-1]
