"""A browser's pipe without a browser: what was said to it is kept, and what it says is fed in."""

import asyncio

from chaoslab.rig.browser.pipe import BrowserPipe


class MadePipe:
    """The browser's side, as text; `pipe` is the lab's."""

    def __init__(self) -> None:
        self._source = asyncio.StreamReader()
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.pipe = BrowserPipe(self._source, self)  # type: ignore[arg-type]

    def says(self, *messages: str) -> None:
        self._source.feed_data(b"".join(message.encode() + b"\0" for message in messages))

    def feeds(self, piece: bytes) -> None:
        self._source.feed_data(piece)

    def ends(self) -> None:
        self._source.feed_eof()

    def write(self, data: bytes) -> None:
        assert data.endswith(b"\0") and data.count(b"\0") == 1
        self.told.put_nowait(data[:-1].decode())

    def is_closing(self) -> bool:
        return self._source.at_eof()

    async def drain(self) -> None:
        pass
