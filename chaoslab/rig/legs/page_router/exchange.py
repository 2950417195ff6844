"""One request of the browser carried to its leg, and what the leg gives carried back byte for byte.

When the leg's connection ends, the browser's ends in the same way. The answer is not inspected: since the
server is asked to close, one connection carries one answer, however that is framed.
"""

import asyncio
from enum import Enum, auto

from chaoslab.rig.legs.page_router.request import BadRequest, BrowserRequest
from chaoslab.rig.legs.page_router.tcp_connection import TcpConnection
from chaoslab.rig.legs.page_router.ways import Ways

_REASONS = {400: "Bad Request", 431: "Request Header Fields Too Large", 501: "Not Implemented", 502: "Bad Gateway"}
_SWITCHED = b"HTTP/1.1 101"


class _End(Enum):
    """Who ended an exchange, and how."""

    FINISHED = auto()  # the server, with FIN
    RESET = auto()  # the server, with RST
    BROWSER_LEFT = auto()


async def serve_browser(browser: TcpConnection, ways: Ways) -> None:
    """Serve one connection of the browser: one request, then its end."""
    try:
        await _serve(browser, ways)
    except OSError:
        browser.drop()
    finally:
        browser.finish()  # does nothing where it has ended


async def _serve(browser: TcpConnection, ways: Ways) -> None:
    request = BrowserRequest(browser)
    try:
        if await request.read_head():
            await _to_its_leg(browser, request, ways)
    except BadRequest as error:
        await _refuse(browser, error.status, f"this is no request: {error}")


async def _to_its_leg(browser: TcpConnection, request: BrowserRequest, ways: Ways) -> None:
    leg = ways.leg(request.target)
    try:
        server = await ways.connect(leg)
    except OSError:
        await _refuse(browser, 502, f"the {leg} leg refused the connection")
        return
    try:
        end = await _Exchange(browser, server, request, ways.target(request.target)).carry()
    finally:
        server.drop()
    if end is _End.RESET:
        browser.reset()
    elif end is _End.BROWSER_LEFT:
        browser.drop()


class _Exchange:
    def __init__(self, browser: TcpConnection, server: TcpConnection, request: BrowserRequest, target: str) -> None:
        self._browser, self._server, self._request, self._target = browser, server, request, target
        self._switched = False  # whether the server has gone over to the protocol that was asked for
        self._deaf = False  # whether it takes nothing any more; what it still says decides the end

    async def carry(self) -> _End:
        """Both directions at once, until one of them knows the end."""
        up, down = asyncio.ensure_future(self._up()), asyncio.ensure_future(self._down())
        try:
            await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
            # Where both ended, the server's word counts: it came to its end while the browser was there.
            return down.result() if down.done() else up.result()
        finally:
            up.cancel()
            down.cancel()
            await asyncio.gather(up, down, return_exceptions=True)

    async def _up(self) -> _End:
        """The request, then whatever a switched protocol says; returns when the browser leaves."""
        try:
            async for piece in self._request.pieces(self._target):
                await self._to_server(piece)
            # A second request belongs on a connection of its own; a browser whose connection ends opens one.
            while not self._request.more and (data := await self._browser.read()) and self._switched:
                await self._to_server(data)
        except (OSError, BadRequest):
            pass
        return _End.BROWSER_LEFT

    async def _to_server(self, data: bytes) -> None:
        try:
            if not self._deaf:
                await self._server.write(data)
        except OSError:
            self._deaf = True

    async def _down(self) -> _End:
        head = b""
        while True:
            try:
                data = await self._server.read()
            except OSError:
                return _End.RESET
            if not data:
                return _End.FINISHED
            if self._request.upgrades and len(head) < len(_SWITCHED):
                head += data
                self._switched = head.startswith(_SWITCHED)
            try:
                await self._browser.write(data)
            except OSError:
                return _End.BROWSER_LEFT


async def _refuse(browser: TcpConnection, status: int, words: str) -> None:
    body = f"{words}\n".encode()
    head = f"HTTP/1.1 {status} {_REASONS.get(status, 'Refused')}\r\nContent-Type: text/plain\r\n"
    await browser.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
