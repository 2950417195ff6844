"""A raw server for each leg, the router before them, and a browser's connection that looks at the bytes."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import DEFAULT_PATTERNS
from chaoslab.rig.legs.page_router.exchange import serve_browser
from chaoslab.rig.legs.page_router.tcp_connection import LIMIT, TcpConnection
from chaoslab.rig.legs.page_router.ways import Ways
from chaoslab.rig.processes.ports import LOOPBACK, listening_socket

SOON = 5.0  # seconds
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
Serve = Callable[["Side"], Awaitable[None]]


@dataclass
class Side:
    """One end of a connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self) -> bytes:
        """Everything up to the empty line."""
        async with asyncio.timeout(SOON):
            return await self.reader.readuntil(b"\r\n\r\n")

    async def exactly(self, data: bytes) -> None:
        """Wait for just these bytes."""
        async with asyncio.timeout(SOON):
            assert await self.reader.readexactly(len(data)) == data

    async def rest(self) -> bytes:
        """Everything up to FIN. Raises ConnectionResetError after RST, TimeoutError when no end comes."""
        async with asyncio.timeout(SOON):
            return await self.reader.read()

    async def end(self) -> str:
        """How the connection ends: "FIN" or "RST"."""
        try:
            await self.rest()
        except ConnectionResetError:
            return "RST"
        return "FIN"

    async def silent(self, *, seconds: float) -> bool:
        """Whether neither a byte nor an end comes for so long."""
        try:
            await asyncio.wait_for(self.reader.read(1), seconds)
        except TimeoutError:
            return True
        return False

    def reset(self) -> None:
        linger = struct.pack("ii", 1, 0)
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()


@dataclass
class Stage:
    """The router's port; `heads` are the requests that reached a leg."""

    port: int
    heads: list[tuple[Leg, bytes]] = field(default_factory=list)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Side]:
        """A connection to the router."""
        reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
        try:
            yield Side(reader, writer)
        finally:
            writer.transport.abort()

    @asynccontextmanager
    async def asking(self, path: str, *, method: str = "GET", headers: str = "") -> AsyncIterator[Side]:
        """A connection on which a request's head was sent."""
        async with self.browser() as side:
            await side.send(f"{method} {path} HTTP/1.1\r\nHost: shop.test\r\n{headers}\r\n".encode())
            yield side


def free_port() -> int:
    """A port on which nobody listens."""
    with listening_socket() as taken:
        return int(taken.getsockname()[1])


@asynccontextmanager
async def stage(
    *, patterns: Mapping[Leg, tuple[str, ...]] = DEFAULT_PATTERNS, key: str = "", **serves: Serve
) -> AsyncIterator[Stage]:
    """A raw server for each leg named, which serves once the head is there; the other legs refuse connections."""
    async with contextlib.AsyncExitStack() as stack:
        built = Stage(0)
        ports: dict[Leg, int] = {leg: free_port() for leg in (*DEFAULT_PATTERNS, "page")}
        for leg in ports:
            if leg in serves:
                ports[leg] = await stack.enter_async_context(listening(_leg_server(built, leg, serves[leg])))
        built.port = await stack.enter_async_context(listening(_router(Ways(ports, patterns, key))))
        yield built


def _leg_server(built: Stage, leg: Leg, serve: Serve) -> Serve:
    async def accepted(side: Side) -> None:
        built.heads.append((leg, await side.head()))
        await serve(side)

    return accepted


def _router(ways: Ways) -> Serve:
    async def accepted(side: Side) -> None:
        await serve_browser(TcpConnection(side.reader, side.writer), ways)

    return accepted


@asynccontextmanager
async def listening(serve: Serve) -> AsyncIterator[int]:
    """The port of a server that hands each connection to `serve`; what fails in there fails on leaving."""
    open_ones: set[asyncio.Task[None]] = set()

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.add(asyncio.ensure_future(_served(serve, Side(reader, writer))))

    server = await asyncio.start_server(accepted, LOOPBACK, 0, limit=LIMIT)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for task in open_ones:
            task.cancel()
        ends = await asyncio.gather(*open_ones, return_exceptions=True)
        failed = [end for end in ends if isinstance(end, Exception) and not isinstance(end, OSError)]
        assert failed == []


async def _served(serve: Serve, side: Side) -> None:
    try:
        await serve(side)
    except asyncio.IncompleteReadError as early:
        if early.partial:
            raise
        # It only looked whether somebody is there.
    finally:
        side.writer.close()
