"""A viewer that looks at the bytes: response header, chunk framing, and how a connection ended."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Answer:
    """What has come so far; `ended_at` is set (lab clock) when the server closed the connection."""

    reader: asyncio.StreamReader
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    ended_at: float = 0.0

    async def header(self, *, within: float = 5) -> None:
        """Wait for the response header. Raises TimeoutError."""
        async with asyncio.timeout(within):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        pairs = (line.partition(":") for line in head[1:] if line)
        self.headers = {name.lower(): value.strip() for name, _, value in pairs}

    async def read(self, *, until: float) -> None:
        """Take in bytes until a time on the lab clock, or the end."""
        while not self.ended_at and (left := until - time.monotonic()) > 0:
            try:
                part = await asyncio.wait_for(self.reader.read(1 << 16), left)
            except TimeoutError:
                return
            except OSError:
                part = b""
            self.raw += part
            if not part:
                self.ended_at = time.monotonic()

    async def whole(self, *, within: float = 5) -> bytes:
        """The body to the end of the connection."""
        await self.read(until=time.monotonic() + within)
        return self.body

    @property
    def chunks(self) -> tuple[bytes, ...]:
        """The complete chunks; an empty one is the proper end."""
        return tuple(_chunks(self.raw))

    @property
    def body(self) -> bytes:
        """The body without its framing."""
        return b"".join(self.chunks) if "transfer-encoding" in self.headers else self.raw


def _chunks(raw: bytes) -> Iterator[bytes]:
    at = 0
    while (line := raw.find(b"\r\n", at)) >= 0:
        size = int(raw[at:line], 16)
        end = line + 2 + size
        if len(raw) < end + 2:
            return
        yield raw[line + 2 : end]
        at = end + 2


@asynccontextmanager
async def get(url: str, *, method: str = "GET", headers: str = "", body: str = "") -> AsyncIterator[Answer]:
    """Send a request to http://HOST:PORT/PATH; leaving closes the connection."""
    host, _, path = url.removeprefix("http://").partition("/")
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    try:
        host_line = "" if "Host:" in headers else f"Host: {host}\r\n"
        writer.write(f"{method} /{path} HTTP/1.1\r\n{host_line}{headers}Connection: close\r\n\r\n{body}".encode())
        yield Answer(reader)
    finally:
        writer.close()


async def fetch(url: str, *, method: str = "GET", headers: str = "") -> Answer:
    """A whole answer."""
    async with get(url, method=method, headers=headers) as answer:
        await answer.header()
        await answer.whole()
        return answer
