"""A relay between the browser's driver and the browser that lets the lab hear everything the browser says."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from chaoslab.errors import NotReady

Heard = Callable[[str], None]
# A screenshot is one message; a busy lab must not cut its own line for a late pong; and no proxy of the environment
# stands between two programs on loopback.
_LINE: dict[str, Any] = {"compression": None, "max_size": None, "ping_interval": None, "close_timeout": 1}


@asynccontextmanager
async def open_relay(endpoint: str, heard: Heard) -> AsyncIterator[str]:
    """A WebSocket URL on loopback that leads to `endpoint`; `heard` gets each of its messages before it goes on."""

    async def carry(driver: ServerConnection) -> None:
        try:
            async with connect(endpoint, proxy=None, **_LINE) as browser:
                there = asyncio.ensure_future(_pump(driver, browser))
                back = asyncio.ensure_future(_pump(browser, driver, heard))
                await asyncio.wait((there, back), return_when=asyncio.FIRST_COMPLETED)
                there.cancel()
                back.cancel()
                await asyncio.wait((there, back))
        except (OSError, InvalidHandshake):
            return  # a browser that is gone: its driver sees the line end

    async with serve(carry, "127.0.0.1", 0, **_LINE) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}/"


@asynccontextmanager
async def open_line(endpoint: str) -> AsyncIterator["BrowserLine"]:
    """A line of the lab's own to the browser, beside its driver's. Raises NotReady if the browser does not answer."""
    try:
        async with connect(endpoint, proxy=None, **_LINE) as connection:
            yield BrowserLine(connection)
    except (OSError, InvalidHandshake) as error:
        raise NotReady("the browser", f"did not accept a second connection: {error}") from error


@dataclass(frozen=True)
class BrowserLine:
    """Messages to the browser and from it, as text."""

    connection: Any

    async def say(self, message: str) -> None:
        """Send one; nobody is there to hear it once the browser is gone."""
        with suppress(ConnectionClosed):
            await self.connection.send(message)

    async def each(self) -> AsyncIterator[str]:
        """Every message, up to the end of the line."""
        with suppress(ConnectionClosed):
            async for message in self.connection:
                yield str(message)


async def _pump(source: Any, sink: Any, heard: Heard | None = None) -> None:
    """Hand messages on until either side ends."""
    try:
        async for message in source:
            if heard is not None:
                heard(message)
            await sink.send(message)
    except ConnectionClosed:
        return
