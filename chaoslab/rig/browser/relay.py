"""What leads the browser's driver to the browser's pipe, and nobody else; the lab hears everything the browser says."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from chaoslab.rig.browser.pipe import BrowserPipe
from chaoslab.rig.processes.background import beside

Heard = Callable[[str], None]
Own = Callable[[str], bool]
_TOKEN = 32  # random bytes
_FORBIDDEN = 403
# A screenshot is one message; a busy lab must not cut its own line for a late pong.
_LINE: dict[str, Any] = {"compression": None, "max_size": None, "ping_interval": None, "close_timeout": 1}
_SILENT = logging.getLogger(__name__)  # what others try at the port is no news
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


class Relay:
    """Lets in one driver, once: whoever knows the path. A page never can: it says where it comes from."""

    def __init__(self, pipe: BrowserPipe, own: Own, heard: Heard) -> None:
        self._pipe = pipe
        self._own = own
        self._heard = heard
        self._path = f"/{secrets.token_urlsafe(_TOKEN)}"
        self._host = ""
        self._taken = False
        self._ended = False  # the browser has
        self._driver: ServerConnection | None = None
        # A driver that stands still must not keep the lab from hearing the browser.
        self._on_its_way: asyncio.Queue[str | None] = asyncio.Queue()
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """Where the driver connects; a secret."""
        return f"ws://{self._host}{self._path}"

    def cut(self) -> None:
        """End the driver's connection at once, whether or not it listens: each call under way fails."""
        if self._driver is not None:
            self._driver.transport.abort()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Wait for the driver, and listen no longer than that."""
        async with serve(
            self._carry, "127.0.0.1", 0, process_request=self._admit, server_header=None, logger=_SILENT, **_LINE
        ) as self._server:
            self._host = f"127.0.0.1:{next(iter(self._server.sockets)).getsockname()[1]}"
            try:
                yield
            finally:
                if self._driver is not None:
                    await self._driver.close()

    async def read(self) -> None:
        """Pass on what the browser says, up to its end, which is the driver's too."""
        try:
            async for text in self._pipe.each():
                if not self._own(text):
                    self._heard(text)
                    if self._driver is not None:
                        self._on_its_way.put_nowait(text)
        finally:
            self._ended = True
            self._on_its_way.put_nowait(None)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        known = secrets.compare_digest(request.path.encode(), self._path.encode())
        here = request.headers.get_all("Host") == [self._host]
        if self._taken or not known or not here or "Origin" in request.headers:
            return connection.respond(_FORBIDDEN, "")
        self._taken = True
        return None

    async def _carry(self, driver: ServerConnection) -> None:
        assert self._server is not None
        self._server.close(close_connections=False)
        if self._ended:
            return  # a browser that is gone: its driver sees the line end
        self._driver = driver
        async with beside(self._pass_on(driver)):
            with suppress(ConnectionClosed):
                async for message in driver:
                    await self._pipe.say(str(message))

    async def _pass_on(self, driver: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            while (text := await self._on_its_way.get()) is not None:
                await driver.send(text)
        await driver.close()


@asynccontextmanager
async def open_relay(pipe: BrowserPipe, own: Own, heard: Heard) -> AsyncIterator[Relay]:
    """Where the driver connects. `own` takes what is not for it; `heard` gets each message before it goes on."""
    relay = Relay(pipe, own, heard)
    async with beside(relay.read()), relay.listening():
        yield relay
