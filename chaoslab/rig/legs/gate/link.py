"""One connection through a gate: what either side says, and how it ends, is handed on to the other."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Literal

from chaoslab.rig.legs.gate.answer_cut import AnswerCut
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection

_SWITCHED = b"HTTP/1.1 101 "  # from here on it is a WebSocket, which has no requests
_LEAVES_WITHIN = 1.0  # seconds in which a peer that was sent FIN closes its own side

Manner = Literal["reset", "close"]  # RST or FIN, towards the near side
_Passing = tuple[bytes, Manner | None]  # what of the bytes is handed on, and what ends the connection then


class Link:
    """A connection that was accepted; `carry` lasts until it is over, `end` ends it from outside, now or in time."""

    def __init__(self, near: TcpConnection) -> None:
        self._near = near
        self._far: TcpConnection | None = None
        self._ended = False  # from outside
        self._asked = False  # whether the near side spoke last
        self._switched: bool | None = None  # None until the far side has spoken
        self._due: dict[Manner, AnswerCut] = {}  # in which answers it shall end, and how

    async def carry(self, host: str, port: int) -> None:
        """Connect onward and hand on both ways; if nothing answers there, the connection is reset."""
        try:
            self._far = TcpConnection(*await asyncio.open_connection(host, port, limit=LIMIT))
        except OSError:
            self.end("reset")
            return
        if self._ended:
            self._far.drop()
        out, back = self._pump(self._near, self._far, self._said), self._pump(self._far, self._near, self._heard)
        await asyncio.gather(out, back)
        self._near.finish()
        self._far.drop()

    def end(self, manner: Manner) -> None:
        """End it on both sides, in this way towards the near one."""
        self._ended = True
        if manner == "reset":
            _reset(self._near)
        else:
            with contextlib.suppress(OSError):
                self._near.half_close()
            # Closing while something is unread, or still comes, would be a reset; so the peer gets time to leave.
            asyncio.get_running_loop().call_later(_LEAVES_WITHIN, self._near.drop)
        if self._far is not None:
            self._far.drop()

    def end_in_an_answer(self, manner: Manner) -> None:
        """End it once the answer that is under way, or the next one, has begun; a WebSocket now."""
        if self._switched:
            self.end(manner)
        else:
            self._due[manner] = AnswerCut(asked=self._asked)

    def spare(self, manner: Manner) -> None:
        """Do not end it in this way after all, unless it has ended."""
        self._due.pop(manner, None)

    def _said(self, data: bytes) -> _Passing:
        self._asked = True
        for answer in self._due.values():
            answer.ask()
        return data, None

    def _heard(self, data: bytes) -> _Passing:
        self._asked = False
        if self._switched is None:
            self._switched = data.startswith(_SWITCHED)
        passing = ((manner, answer.passes(data)) for manner, answer in self._due.items())
        ends = [(length, manner) for manner, length in passing if length is not None]
        return (data[: ends[0][0]], ends[0][1]) if ends else (data, None)

    async def _pump(self, source: TcpConnection, sink: TcpConnection, passing: Callable[[bytes], _Passing]) -> None:
        while True:
            try:
                data = await source.read()
            except OSError:
                if not self._ended:
                    _reset(sink)
                return
            try:
                if not data:
                    sink.half_close()
                    return
                if self._ended:
                    continue  # the far side is gone, and whatever the near one still sends goes nowhere
                data, manner = passing(data)
                await sink.write(data)
                if manner is not None:
                    self.end(manner)
            except OSError:
                return  # the other direction reads how the sink ended, and hands that on


def _reset(connection: TcpConnection) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        connection.reset()
