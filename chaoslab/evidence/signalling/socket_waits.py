"""What a page waits for on its WebSockets: a first message, answers to its questions, and the server's pings."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.network.sockets import Socket, sockets
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
    """The first wait of at least this many seconds within an interval, on any WebSocket of the leg."""
    on_leg = (socket for socket in sockets(timeline) if socket.leg == leg)
    waits = (wait for socket in on_leg for wait in _waits(socket, timeline.end))
    within = (Wait(max(wait.start, since), min(wait.end, until), wait.what) for wait in waits)
    return min((wait for wait in within if wait.length >= longer_than), key=lambda wait: wait.start, default=None)


def _waits(socket: Socket, end: float) -> Iterator[Wait]:
    over = end if socket.closed_at is None else socket.closed_at
    first = socket.received[0].at if socket.received else over
    yield Wait(socket.opened_at, first, "the server's first message")
    yield from _answers(socket, over)
    yield from _pings(socket, over)


def _answers(socket: Socket, over: float) -> Iterator[Wait]:
    came = {answer[2]: message.at for message in socket.received if (answer := _ANSWERED.match(message.text))}
    for message in socket.sent:
        if question := _ASKED.match(message.text):
            yield Wait(message.at, came.get(question[2], over), "an answer")


def _pings(socket: Socket, over: float) -> Iterator[Wait]:
    """The server's first message says how often it pings; each ping is due that long after the one before."""
    every = _ping_interval(socket)
    if every is None:
        return
    marks = [socket.received[0].at, *(message.at for message in socket.received if message.text == _PING), over]
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
