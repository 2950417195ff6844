"""A browser's request, read from its connection and written anew for the next server; the lab's importer of h11.

Headers stay as they came, `Host` among them; where the target is another one, a header tells what was asked for. Those
that speak of the one connection go, and `Connection: close` comes, or `upgrade` where that is asked for. Bodies pass,
chunked ones in chunks.
"""

from collections.abc import AsyncIterator
from typing import Any

import h11

from chaoslab.legs.page_routes import path_of
from chaoslab.rig.legs.page_router.tcp_connection import TcpConnection

LONGEST_HEAD = 1 << 15  # bytes
_OF_ONE_CONNECTION = {b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"te", b"upgrade"}
ASKED_FOR = b"X-Chaoslab-Asked-For"  # the path as the browser wrote it
_OF_THE_REQUEST = {b"host", b"content-length", b"transfer-encoding"}  # whatever `Connection` says of them


class BadRequest(Exception):
    """Not a valid request; `status` is the answer that it gets."""

    def __init__(self, error: h11.RemoteProtocolError) -> None:
        super().__init__(str(error))
        self.status = error.error_status_hint


class BrowserRequest:
    """One request: `read_head`, then `pieces`. Both raise BadRequest, and OSError when the browser is gone."""

    def __init__(self, browser: TcpConnection) -> None:
        self._browser = browser
        self._from = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        self._onward = h11.Connection(h11.CLIENT)
        self._head: h11.Request | None = None

    @property
    def target(self) -> str:
        """Path and query, as the browser wrote them."""
        assert self._head is not None
        return self._head.target.decode("ascii")

    @property
    def upgrades(self) -> bool:
        """Whether it asks for another protocol, such as WebSocket."""
        assert self._head is not None
        names = {name for name, _ in self._head.headers}
        return b"upgrade" in names and b"upgrade" in _named(self._head)

    async def read_head(self) -> bool:
        """Read its head; False when the browser leaves without sending a request."""
        event = await self._next()
        if isinstance(event, h11.Request):
            self._head = event
        return self._head is not None

    async def pieces(self, target: str) -> AsyncIterator[bytes]:
        """What goes on to the server as a request for `target`, head first; what comes of the body as it comes."""
        assert self._head is not None
        yield self._send(self._onward_head(self._head, target))
        while not isinstance(event := await self._next(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                raise ConnectionResetError("the browser left within its request")
            yield self._send(event)
        if last := self._send(event):
            yield last

    @property
    def more(self) -> bool:
        """Whether bytes came after its end."""
        return bool(self._from.trailing_data[0])

    def _onward_head(self, head: h11.Request, target: str) -> h11.Request:
        left_out = {ASKED_FOR.lower()} | _OF_ONE_CONNECTION | (_named(head) - _OF_THE_REQUEST)
        kept = [(raw, value) for raw, value in head.headers.raw_items() if raw.lower() not in left_out]
        upgrade = [(raw, value) for raw, value in head.headers.raw_items() if raw.lower() == b"upgrade"]
        own = [*upgrade, (b"Connection", b"upgrade")] if self.upgrades else [(b"Connection", b"close")]
        asked_for = [] if target == self.target else [(ASKED_FOR, path_of(self.target).encode("ascii"))]
        return h11.Request(method=head.method, target=target, headers=[*kept, *asked_for, *own])

    async def _next(self) -> Any:
        try:
            while (event := self._from.next_event()) is h11.NEED_DATA:
                self._from.receive_data(await self._browser.read())
        except h11.RemoteProtocolError as error:
            raise BadRequest(error) from error
        return event

    def _send(self, event: Any) -> bytes:
        return self._onward.send(event) or b""


def _named(head: h11.Request) -> set[bytes]:
    """The headers that `Connection` says are of this one connection, in small letters."""
    values = (value for name, value in head.headers if name == b"connection")
    return {token.strip().lower() for value in values for token in value.split(b",")}
