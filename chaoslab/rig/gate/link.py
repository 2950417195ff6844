"""One connection through a gate: what either side says, and how it ends, is handed on to the other."""

import asyncio
import contextlib

from chaoslab.rig.page_router.line import LIMIT, Line

_LEAVES_WITHIN = 1.0  # seconds in which a peer that was sent FIN closes its own side


class Link:
    """A connection that was accepted; `carry` lasts until it is over, `end` ends it from outside."""

    def __init__(self, near: Line) -> None:
        self._near = near
        self._far: Line | None = None
        self._ended = False  # from outside

    async def carry(self, host: str, port: int) -> None:
        """Connect onward and hand on both ways; with nobody there, the connection is reset."""
        try:
            self._far = Line(*await asyncio.open_connection(host, port, limit=LIMIT))
        except OSError:
            self.end(reset=True)
            return
        if self._ended:
            self._far.drop()
        await asyncio.gather(self._pump(self._near, self._far), self._pump(self._far, self._near))
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

    async def _pump(self, source: Line, sink: Line) -> None:
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
                if not self._ended:  # else the far side is gone, and what the near one still says is for nobody
                    await sink.write(data)
            except OSError:
                return  # the other direction reads how the sink ended, and hands that on


def _reset(line: Line) -> None:
    with contextlib.suppress(OSError):  # it is closed already
        line.reset()
