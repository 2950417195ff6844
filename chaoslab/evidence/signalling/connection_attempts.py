"""A page's attempts to reach the signalling server: when each was made, whether it was accepted, when it ended."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from chaoslab.evidence.network.sockets import Socket, created, sockets
from chaoslab.evidence.signalling.polling_sessions import LEG, PollingSession, moved_to, polling_sessions, sid_of
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

Channel = Literal["streaming", "chat"]
_CLOCKS = 0.005  # seconds by which the stamps of the page and of the browser may differ


@dataclass(frozen=True, slots=True)
class Attempt:
    """One WebSocket that the page created, or one session by polling; lab clock, None if that never happened."""

    channel: Channel
    asked_at: float
    seen_in_page: bool  # stamped when the page created or sent it, not when the browser reported it
    connected_at: float | None = None
    closed_at: float | None = None
    left: bool = False  # the page itself said goodbye, so nothing was lost

    @property
    def failed(self) -> bool:
        """It ended, and the server never accepted it."""
        return self.connected_at is None and self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Pause:
    """From the end of an attempt, or of the connection that it became, to the next attempt; lab clock."""

    start: float
    end: float
    ended: bool  # False if no attempt followed before the end of observation
    failures: int  # attempts in a row that had failed when it began
    seen_in_page: bool

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def channel_of(url: str) -> Channel:
    """Which connection a WebSocket's URL belongs to, by its query `ns`; without one, the streaming connection."""
    return "chat" if parse_qs(urlsplit(url).query).get("ns", [""])[-1] == "chat" else "streaming"


@once_per_timeline
def all_attempts(timeline: Timeline) -> tuple[Attempt, ...]:
    """Every attempt on the socket leg, in order, whether seen in the page or only reported by the browser.

    A session that begins by polling and moves to a WebSocket is one attempt.
    """
    moved = moved_to(timeline)
    on_leg = [socket for socket in sockets(timeline) if socket.leg == LEG and socket.id not in moved]
    asked = created(timeline)
    polled = [_polled(session) for session in polling_sessions(timeline)]
    made = [_attempt(socket, asked.of_socket.get(socket.id)) for socket in on_leg]
    hosts = {urlsplit(socket.url).netloc for socket in on_leg}
    unheard = [_unheard(url, at) for url, at in asked.unreported if _of_hosts(url, hosts)]
    return tuple(sorted([*polled, *made, *unheard], key=lambda attempt: attempt.asked_at))


def attempts(timeline: Timeline, channel: Channel) -> tuple[Attempt, ...]:
    """The attempts of one connection."""
    return tuple(attempt for attempt in all_attempts(timeline) if attempt.channel == channel)


def opened_at(timeline: Timeline) -> Iterator[float]:
    """When the server accepted each WebSocket of the page, on any leg, and each session by polling."""
    moved = moved_to(timeline)
    sessions = (session.connected_at for session in polling_sessions(timeline))
    taken = (socket.connected_at for socket in sockets(timeline) if socket.id not in moved)
    yield from (at for at in (*taken, *sessions) if at is not None)


def closed_at(timeline: Timeline) -> Iterator[float]:
    """When each WebSocket of the page closed, on any leg, and each session by polling was over."""
    moved = moved_to(timeline)
    sessions = (session.ended_at for session in polling_sessions(timeline))
    ended = (socket.closed_at for socket in sockets(timeline) if socket.id not in moved)
    yield from (at for at in (*ended, *sessions) if at is not None)


def attempts_since_fault(timeline: Timeline, channel: Channel) -> tuple[Attempt, ...]:
    """The attempts of one connection since the first fault."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    return tuple(
        attempt for attempt in attempts(timeline, channel) if fault is not None and attempt.asked_at >= fault.at
    )


def lost_at(timeline: Timeline, channel: Channel) -> float | None:
    """When an open connection first ended after the first fault; None if none did."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    ends = (
        attempt.closed_at
        for attempt in attempts(timeline, channel)
        if attempt.connected_at is not None and not attempt.left
    )
    return min((at for at in ends if at is not None and fault is not None and at >= fault.at), default=None)


def why_not_followed(timeline: Timeline, channel: Channel) -> str:
    """Why the attempts of one connection cannot be followed one after the other; empty if they can."""
    if timeline.first(EventName.FAULT_INJECTED) is None:
        return "no fault was injected"
    made = attempts(timeline, channel)
    if not made:
        return f"the page never opened a {channel} connection"
    if any(
        attempt.closed_at is None or attempt.closed_at > after.asked_at + _CLOCKS for attempt, after in pairwise(made)
    ):
        return f"several {channel} connections were open at once, so their attempts cannot be told apart"
    if not pauses(timeline, channel):
        return f"the {channel} connection was not lost"
    return ""


def pauses(timeline: Timeline, channel: Channel) -> tuple[Pause, ...]:
    """The pauses of one connection that began after the first fault, in order."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    since = timeline.end if fault is None else fault.at
    return tuple(pause for pause in _pauses(attempts(timeline, channel), timeline.end) if pause.start >= since)


def _pauses(made: tuple[Attempt, ...], end: float) -> Iterator[Pause]:
    failures = 0
    for attempt, after in zip(made, (*made[1:], None), strict=True):
        if attempt.closed_at is None or attempt.left:
            continue
        failures = failures + 1 if attempt.failed else 0
        if after is None:
            yield Pause(
                attempt.closed_at, max(end, attempt.closed_at), ended=False, failures=failures, seen_in_page=True
            )
        else:
            stop = max(after.asked_at, attempt.closed_at)
            yield Pause(attempt.closed_at, stop, ended=True, failures=failures, seen_in_page=after.seen_in_page)


def _attempt(socket: Socket, asked_at: float | None) -> Attempt:
    at = socket.opened_at if asked_at is None else asked_at
    return Attempt(
        channel_of(socket.url),
        at,
        asked_at is not None,
        socket.connected_at,
        socket.ended_at,
        socket.left_at is not None,
    )


def _polled(session: PollingSession) -> Attempt:
    # The browser stamps a request when it is sent, unlike a WebSocket.
    return Attempt(
        channel_of(session.url),
        session.asked_at,
        seen_in_page=True,
        connected_at=session.connected_at,
        closed_at=session.ended_at,
        left=session.left,
    )


def _of_hosts(url: str, hosts: Collection[str]) -> bool:
    """Whether a WebSocket of the page that nobody reported was on the leg, and was to begin a session."""
    return urlsplit(url).netloc in hosts and not sid_of(url)


def _unheard(url: str, at: float) -> Attempt:
    """One that the browser never reported, because it refused it itself."""
    return Attempt(channel_of(url), at, seen_in_page=True, closed_at=at)
