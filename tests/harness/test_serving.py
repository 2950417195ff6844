"""The server tells on which line a request came, and ends it when it is told to."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.line import LINE, Line
from harness.serving import make_server
from harness.settings import Settings

GET = b"GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@asynccontextmanager
async def served(app: App) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """One connection to a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = make_server(app, Settings())
        serving = asyncio.ensure_future(server.serve([listening]))
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        try:
            yield reader, writer
        finally:
            writer.close()
            server.should_exit = server.force_exit = True
            await serving


async def counting(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the number of the request on its line; cuts it at /cut."""
    exchange, line = Exchange(scope, receive, send), scope[LINE]
    assert isinstance(line, Line)
    if scope["path"] == "/cut":
        line.cut()
        await exchange.gone()
    else:
        await exchange.answer(200, "text/plain", str(line.requests).encode())


async def said(reader: asyncio.StreamReader) -> bytes:
    await reader.readuntil(b"\r\n\r\n")
    return await reader.readexactly(1)


async def test_each_line_counts_its_requests() -> None:
    async with served(counting) as (reader, writer):
        for turn in (b"1", b"2", b"3"):
            writer.write(GET % b"")
            assert await said(reader) == turn


async def test_a_line_that_is_cut_ends_without_a_byte() -> None:
    async with served(counting) as (reader, writer):
        writer.write(GET % b"")
        await said(reader)
        writer.write(GET % b"cut")
        async with asyncio.timeout(2):
            assert await reader.read() == b""
