"""What a page waits for on its WebSockets: a first word, answers to what it asked, and the server's pings."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.signalling.sockets import Socket, sockets
from chaoslab.timeline.timeline import Timeline

_ASKED = re.compile(r"42(/[^,]*,)?(\d+)\[")  # a Socket.IO event that wants an answer, with its number
_ANSWERED = re.compile(r"43(/[^,]*,)?(\d+)\[")
_PING = "2"


@dataclass(frozen=True, slots=True)
class Wait:
    """From when something was due to when it came, or to the end of its socket or of observation; lab clock."""

    start: float
    end: float
    what: str

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def first_wait(timeline: Timeline, leg: str, *, since: float, until: float, longer_than: float) -> Wait | None:
    """The first wait of so many seconds within an interval, on any WebSocket of the leg."""
    on_leg = (one for one in sockets(timeline) if one.leg == leg)
    waits = (wait for one in on_leg for wait in _waits(one, timeline.end))
    within = (Wait(max(wait.start, since), min(wait.end, until), wait.what) for wait in waits)
    return min((one for one in within if one.length >= longer_than), key=lambda one: one.start, default=None)


def _waits(socket: Socket, end: float) -> Iterator[Wait]:
    over = end if socket.closed_at is None else socket.closed_at
    first = socket.received[0].at if socket.received else over
    yield Wait(socket.opened_at, first, "the server's first word")
    yield from _answers(socket, over)
    yield from _pings(socket, over)


def _answers(socket: Socket, over: float) -> Iterator[Wait]:
    came = {found[2]: one.at for one in socket.received if (found := _ANSWERED.match(one.text))}
    for one in socket.sent:
        if found := _ASKED.match(one.text):
            yield Wait(one.at, came.get(found[2], over), "an answer")


def _pings(socket: Socket, over: float) -> Iterator[Wait]:
    """The server said in its first word how often it pings; each ping is due that long after the one before."""
    every = _ping_interval(socket)
    if every is None:
        return
    marks = [socket.received[0].at, *(one.at for one in socket.received if one.text == _PING), over]
    for before, came in pairwise(marks):
        if came > before + every:
            yield Wait(before + every, came, "a ping")


def _ping_interval(socket: Socket) -> float | None:
    if not socket.is_engine_io:
        return None
    try:
        return float(json.loads(socket.received[0].text[1:])["pingInterval"]) / 1000
    except (ValueError, KeyError, TypeError):
        return None
