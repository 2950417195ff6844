"""One connection through a gate: what either side says, and how it ends, is handed on to the other."""

import asyncio
import contextlib
from collections.abc import Callable

from chaoslab.rig.gate.answer import Answer
from chaoslab.rig.page_router.line import LIMIT, Line

_SWITCHED = b"HTTP/1.1 101 "  # from here on it is a WebSocket, which has no requests
_LEAVES_WITHIN = 1.0  # seconds in which a peer that was sent FIN closes its own side

_Passing = tuple[bytes, bool | None]  # what of the bytes is handed on, and whether a reset ends it then; None: nothing


class Link:
    """A connection that was accepted; `carry` lasts until it is over, `end` ends it from outside, now or in time."""

    def __init__(self, near: Line) -> None:
        self._near = near
        self._far: Line | None = None
        self._ended = False  # from outside
        self._asked = False  # whether the near side spoke last
        self._switched: bool | None = None  # None until the far side has spoken
        self._due: tuple[Answer, bool] | None = None  # in which answer it shall end, and whether by a reset

    async def carry(self, host: str, port: int) -> None:
        """Connect onward and hand on both ways; with nobody there, the connection is reset."""
        try:
            self._far = Line(*await asyncio.open_connection(host, port, limit=LIMIT))
        except OSError:
            self.end(reset=True)
            return
        if self._ended:
            self._far.drop()
        out, back = self._pump(self._near, self._far, self._said), self._pump(self._far, self._near, self._heard)
        await asyncio.gather(out, back)
        self._near.finish()
        self._far.drop()

    def end(self, *, reset: bool) -> None:
        """End it on both sides: with RST towards the near one, or with FIN."""
        self._ended = True
        if reset:
            _reset(self._near)
        else:
            with contextlib.suppress(OSError):
                self._near.half_close()
            # Closing while something is unread, or still comes, would be a reset; so the peer gets time to leave.
            asyncio.get_running_loop().call_later(_LEAVES_WITHIN, self._near.drop)
        if self._far is not None:
            self._far.drop()

    def end_in_an_answer(self, *, reset: bool) -> None:
        """End it once the answer that is under way, or the next one, has begun; a WebSocket now."""
        if self._switched:
            self.end(reset=reset)
        else:
            self._due = (Answer(asked=self._asked), reset)

    def spare(self) -> None:
        """Do not end it after all, unless it has ended."""
        self._due = None

    def _said(self, data: bytes) -> _Passing:
        self._asked = True
        if self._due is not None:
            self._due[0].ask()
        return data, None

    def _heard(self, data: bytes) -> _Passing:
        self._asked = False
        if self._switched is None:
            self._switched = data.startswith(_SWITCHED)
        if self._due is None:
            return data, None
        answer, reset = self._due
        last = answer.passes(data)
        return (data, None) if last is None else (data[:last], reset)

    async def _pump(self, source: Line, sink: Line, passing: Callable[[bytes], _Passing]) -> None:
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
                    continue  # the far side is gone, and what the near one still says is for nobody
                data, reset = passing(data)
                await sink.write(data)
                if reset is not None:
                    self.end(reset=reset)
            except OSError:
                return  # the other direction reads how the sink ended, and hands that on


def _reset(line: Line) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        line.reset()
