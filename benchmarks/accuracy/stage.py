"""The server of the scripted player: its page, streams that end when asked to, WebSockets, and an ear for its truth."""

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chaoslab import clock
from chaoslab.legs.leg import Leg

PAGE = Path(__file__).with_name("player.html")
LEGS: tuple[Leg, ...] = ("flv", "hls", "socket")
_CORS = "Access-Control-Allow-Origin: *\r\n"
_PIECE_EVERY = 0.03  # seconds
_WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3


@dataclass
class Stage:
    """Ports of the page and of each leg; `truths` is done by the page's own words, by the id of the script."""

    page: int = 0
    legs: dict[Leg, int] = field(default_factory=dict)
    truths: dict[int, "asyncio.Future[dict[str, Any]]"] = field(default_factory=dict)
    cuts: dict[int, tuple[float, float]] = field(default_factory=dict)  # of FLV, by the id: begun and done

    def expect(self, script: int) -> "asyncio.Future[dict[str, Any]]":
        """What the page will tell at the end of a script."""
        return self.truths.setdefault(script, asyncio.get_running_loop().create_future())

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            await self._answer(head, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    async def _answer(self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(head.split()[1])
        query = {key: float(values[0]) for key, values in parse_qs(target.query).items() if key != "script"}
        if target.path == "/live.flv":
            await self._flv(query, writer)
        elif target.path == "/socket":
            await _websocket(head, query["close"] / 1000, writer)
        elif target.path.startswith("/truth/"):
            size = int(_header(head, "content-length"))
            report = json.loads(await reader.readexactly(size))
            self.expect(int(target.path.rpartition("/")[2])).set_result(report)
            await _whole(writer, b"")
        elif target.path.endswith((".m3u8", ".ts")):
            await _whole(writer, b"#EXTM3U\n")
        else:
            await _whole(writer, PAGE.read_bytes(), "text/html")

    async def _flv(self, query: dict[str, float], writer: asyncio.StreamWriter) -> None:
        if "cut" not in query:
            writer.transport.abort()
            return
        until = clock.now() + query["cut"] / 1000
        writer.write(f"HTTP/1.1 200 OK\r\n{_CORS}Transfer-Encoding: chunked\r\n\r\n".encode())
        while clock.now() < until:
            writer.write(b"4\r\nFLV!\r\n")
            await writer.drain()
            await asyncio.sleep(min(_PIECE_EVERY, max(until - clock.now(), 0)))
        sent = clock.now()
        writer.transport.abort()
        self.cuts[int(query["id"])] = (sent, clock.now())


async def _whole(writer: asyncio.StreamWriter, body: bytes, kind: str = "text/plain") -> None:
    head = f"HTTP/1.1 200 OK\r\n{_CORS}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()


async def _websocket(head: str, seconds: float, writer: asyncio.StreamWriter) -> None:
    """Take a WebSocket, say one word, and end it after a time."""
    digest = hashlib.sha1((_header(head, "sec-websocket-key") + _WEBSOCKET_KEY).encode()).digest()  # noqa: S324
    accept = base64.b64encode(digest).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    writer.write(b"\x81\x02hi")
    await writer.drain()
    await asyncio.sleep(seconds)
    writer.transport.abort()


def _header(head: str, name: str) -> str:
    lines = (line.partition(":") for line in head.split("\r\n")[1:])
    return next(value.strip() for key, _, value in lines if key.lower() == name)


@asynccontextmanager
async def open_stage() -> AsyncIterator[Stage]:
    """Listen on a port of its own for the page and for each leg, on loopback."""
    stage = Stage()
    async with AsyncExitStack() as stack:
        for leg in (None, *LEGS):
            server = await stack.enter_async_context(await asyncio.start_server(stage.serve, "127.0.0.1", 0))
            port = server.sockets[0].getsockname()[1]
            if leg is None:
                stage.page = port
            else:
                stage.legs[leg] = port
        yield stage
