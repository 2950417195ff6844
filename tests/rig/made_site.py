"""A small web site for tests of the browser: pages by path, and an endless stream at /stream."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from chaoslab import clock

_CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
_PACE = 0.005  # seconds between two chunks of 64 KiB


@asynccontextmanager
async def site(pages: Mapping[str, str | bytes], streamed: list[float] | None = None) -> AsyncIterator[int]:
    """The port on which the pages are served; what is none of them is the answer `ok`. Bytes are a video.

    `streamed` gets the time at which each piece of the stream was taken from the server.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, IndexError):
            path = (await reader.readline()).decode().split()[1]
            while (await reader.readline()).strip():
                pass
            await (_stream(writer, streamed) if path == "/stream" else _answer(writer, pages.get(path, "ok")))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def _answer(writer: asyncio.StreamWriter, content: str | bytes) -> None:
    body, kind = (content.encode(), "text/html") if isinstance(content, str) else (content, "video/mp4")
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
    writer.write(f"{head}Access-Control-Allow-Origin: *\r\n\r\n".encode() + body)
    await writer.drain()


async def _stream(writer: asyncio.StreamWriter, taken: list[float] | None) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(_CHUNK)
        await writer.drain()
        if taken is not None:
            taken.append(clock.now())
        await asyncio.sleep(_PACE)
