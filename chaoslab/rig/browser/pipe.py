"""The only line to the browser: a pipe, on which each message ends with a zero byte."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

_PIECE = 1 << 18  # bytes read at once
_END = b"\0"


class BrowserPipe:
    """Messages to the browser and from it, as text."""

    def __init__(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        self._source = source
        self._sink = sink

    def post(self, message: str) -> None:
        """Send one without waiting for room; nobody is there to hear it once the browser is gone."""
        if not self._sink.is_closing():
            self._sink.write(message.encode() + _END)

    async def say(self, message: str) -> None:
        """Send one, and wait until there is room for the next."""
        self.post(message)
        with suppress(ConnectionError):
            await self._sink.drain()

    async def each(self) -> AsyncIterator[str]:
        """Every message, up to the end of the browser."""
        begun: list[bytes] = []
        while piece := await self._source.read(_PIECE):
            first, *others = piece.split(_END)
            begun.append(first)
            for later in others:
                yield b"".join(begun).decode(errors="replace")
                begun = [later]
