"""A request whose answer is handed on as it comes; a cut body is distinguished from a finished one. Imports h11."""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import h11

_READ = 1 << 16
_BUFFER = 1 << 18  # bytes read ahead of a slow viewer before the origin is held back


class OriginAway(Exception):
    """The origin refused the connection or left before it answered."""


class Cut(Exception):
    """The origin ended the body before its end."""


class Answer:
    """The origin's answer: `status` and `headers` at once, the body through `read`."""

    def __init__(self, connection: h11.Connection, reader: asyncio.StreamReader) -> None:
        self._connection, self._reader = connection, reader
        self._ended = False
        self.status = 0
        self.headers: dict[bytes, bytes] = {}

    async def begin(self) -> None:
        """Wait for the response header."""
        while not isinstance(event := await self._event(), h11.Response):
            pass
        self.status, self.headers = event.status_code, dict(event.headers)

    async def read(self) -> bytes:
        """All that has come, at least one byte; empty at the proper end. Raises Cut."""
        parts: list[bytes] = []
        while not self._ended:
            event = await self._event(block=not parts)
            if isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                self._ended = True
            else:
                break
        return b"".join(parts)

    async def read_all(self) -> bytes:
        """The whole body. Raises Cut."""
        parts: list[bytes] = []
        while part := await self.read():
            parts.append(part)
        return b"".join(parts)

    async def _event(self, *, block: bool = True) -> Any:
        try:
            while (event := self._connection.next_event()) is h11.NEED_DATA and block:
                self._connection.receive_data(await self._reader.read(_READ))
        except (h11.RemoteProtocolError, OSError) as error:
            raise Cut(str(error)) from error
        return event


def admitted(target: str, admission: str) -> str:
    """A path with the query that lets the one who asks in."""
    return f"{target}?{admission}" if admission else target


async def accepts(base: str) -> bool:
    """Whether the origin at `base` takes connections."""
    try:
        _, writer = await asyncio.open_connection(urlsplit(base).hostname or "", urlsplit(base).port or 80)
    except OSError:
        return False
    writer.transport.abort()
    return True


@asynccontextmanager
async def open_get(base: str, target: str) -> AsyncIterator[Answer]:
    """GET `target` (path and query) from the origin at `base`; on leaving, the connection is closed at once.

    Raises OriginAway.
    """
    async with open_request(base, target) as answer:
        yield answer


@asynccontextmanager
async def open_request(
    base: str, target: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> AsyncIterator[Answer]:
    """The same with another method, and headers and a body besides; NAME:PASSWORD@ in `base` is sent along."""
    host, port = urlsplit(base).hostname or "", urlsplit(base).port or 80
    try:
        reader, writer = await asyncio.open_connection(host, port, limit=_BUFFER)
    except OSError as error:
        raise OriginAway(str(error)) from error
    try:
        connection = h11.Connection(h11.CLIENT)
        own = [
            ("Host", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
            ("Connection", "close"),
            ("Accept", "*/*"),
            *_authorization(base),
        ]
        length = [] if method == "GET" else [("Content-Length", str(len(body)))]
        request = h11.Request(method=method, target=target, headers=[*own, *length, *(headers or {}).items()])
        writer.write((connection.send(request) or b"") + (connection.send(h11.Data(data=body)) or b""))
        connection.send(h11.EndOfMessage())
        answer = Answer(connection, reader)
        try:
            await answer.begin()
        except Cut as error:
            raise OriginAway(str(error)) from error
        yield answer
    finally:
        writer.transport.abort()


def _authorization(base: str) -> list[tuple[str, str]]:
    who, _, _ = urlsplit(base).netloc.rpartition("@")
    return [("Authorization", f"Basic {b64encode(who.encode()).decode()}")] if who else []
