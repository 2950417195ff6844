"""An RTMP connection that publishes one stream: handshake, commands, and media messages sent as they are made."""

import asyncio
import contextlib
import os
import struct
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from chaoslab.rig.media.publisher import amf

SET_CHUNK_SIZE, USER_CONTROL, COMMAND = 1, 4, 20
_PING, _PONG = 6, 7
_CONTROL_LANE, _COMMAND_LANE, _MEDIA_LANE = 2, 3, 4
_CHUNK = 1 << 16  # large enough that almost every frame is one chunk
_HEAD = struct.Struct(">II")
_LONG = 0xFFFFFF  # timestamps from here on go into an extra field
_ANSWER_DEADLINE = 5.0  # seconds
_BACKLOG = 1 << 20  # bytes that an origin may leave unread (about ten seconds) before it counts as lost


class Refused(Exception):
    """The connection could not be made, or the origin did not take the stream."""


class Lost(Exception):
    """The connection ended while publishing."""


@dataclass(slots=True)
class _Incoming:
    """The message that a chunk lane is in the middle of."""

    length: int = 0
    kind: int = 0
    extended: bool = False
    body: bytes = b""


class Connection:
    """A published stream. Made by `publishing`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str) -> None:
        self._reader, self._writer, self._key = reader, writer, key
        self._stream = 0
        self._chunk_in = 128
        self._lanes: dict[int, _Incoming] = {}
        self._listening: asyncio.Task[None] | None = None
        self._loss = ""

    def send(self, messages: list[tuple[int, int, bytes]]) -> None:
        """Send media messages (kind, timestamp in ms, body) in one write. Raises Lost."""
        if self._loss:
            raise Lost(self._loss)
        if self._writer.transport.get_write_buffer_size() > _BACKLOG:
            raise Lost("the origin stopped reading")
        self._writer.write(b"".join([_message(_MEDIA_LANE, *message, stream=self._stream) for message in messages]))

    async def while_open(self, waiting: Coroutine[Any, Any, object]) -> None:
        """Wait for something as long as the connection stands. Raises Lost."""
        doing = asyncio.ensure_future(waiting)
        assert self._listening is not None
        try:
            await asyncio.wait((doing, self._listening), return_when=asyncio.FIRST_COMPLETED)
        finally:
            doing.cancel()
        if not doing.done():
            raise Lost(self._loss)

    async def begin(self, app: str, url: str) -> None:
        """Handshake and commands up to the origin's leave to publish."""
        key = self._key
        await self._handshake()
        size = struct.pack(">I", _CHUNK)
        self._writer.write(_message(_CONTROL_LANE, SET_CHUNK_SIZE, 0, size))
        self._command("connect", 1, {"app": app, "type": "nonprivate", "flashVer": "FMLE/3.0", "tcUrl": url})
        await self._result(1)
        self._command("releaseStream", 2, None, key)
        self._command("FCPublish", 3, None, key)
        self._command("createStream", 4, None)
        self._stream = int(cast("float", (await self._result(4))[3]))
        self._command("publish", 5, None, key, "live", stream=self._stream)
        await self._leave_to_publish()
        self._listening = asyncio.ensure_future(self._listen())

    async def end(self) -> None:
        """Take leave as an encoder does, when the connection still stands."""
        if not self._loss:
            self._command("FCUnpublish", 6, None, self._key)
            self._command("deleteStream", 7, None, self._stream)
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(self._writer.drain(), 1)
            self._writer.close()
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(self._writer.wait_closed(), 1)

    def abandon(self) -> None:
        """Close at once."""
        if self._listening is not None:
            self._listening.cancel()
        self._writer.transport.abort()

    async def _handshake(self) -> None:
        self._writer.write(b"\x03" + bytes(8) + os.urandom(1528))
        await self._reader.readexactly(1)
        theirs = await self._reader.readexactly(1536)
        await self._reader.readexactly(1536)
        self._writer.write(theirs)

    def _command(self, name: str, transaction: int, *arguments: amf.Value, stream: int = 0) -> None:
        body = amf.encode(name, float(transaction), *arguments)
        self._writer.write(_message(_COMMAND_LANE, COMMAND, 0, body, stream=stream))

    async def _result(self, transaction: int) -> list[amf.Value]:
        while True:
            command = await self._next_command()
            if command[:2] == ["_result", float(transaction)]:
                return command
            if command[:2] == ["_error", float(transaction)]:
                raise Refused(f"the origin answered {command[2:]}")

    async def _leave_to_publish(self) -> None:
        while True:
            command = await self._next_command()
            if command[0] == "onStatus" and isinstance(status := command[-1], dict):
                if status.get("code") == "NetStream.Publish.Start":
                    return
                raise Refused(f"the origin answered {status.get('code')}")

    async def _next_command(self) -> list[amf.Value]:
        while True:
            kind, body = await self._receive()
            if kind == COMMAND:
                return amf.decode(body)

    async def _listen(self) -> None:
        try:
            while True:
                await self._receive()
        except (EOFError, OSError) as error:
            self._loss = _reason(error)

    async def _receive(self) -> tuple[int, bytes]:
        """The next message, of whatever kind; what the protocol itself needs is done on the way."""
        while (message := await self._receive_chunk()) is None:
            pass
        kind, body = message
        if kind == SET_CHUNK_SIZE:
            self._chunk_in = int.from_bytes(body[:4], "big") & 0x7FFFFFFF
        elif kind == USER_CONTROL and body[:2] == struct.pack(">H", _PING):
            self._writer.write(_message(_CONTROL_LANE, USER_CONTROL, 0, struct.pack(">H", _PONG) + body[2:]))
        return message

    async def _receive_chunk(self) -> tuple[int, bytes] | None:
        form, number = divmod((await self._reader.readexactly(1))[0], 64)
        if number < 2:
            number = 64 + int.from_bytes(await self._reader.readexactly(number + 1), "little")
        lane = self._lanes.setdefault(number, _Incoming())
        head = await self._reader.readexactly((11, 7, 3, 0)[form])
        if head:
            lane.extended = int.from_bytes(head[:3], "big") == _LONG
        if len(head) >= 7:
            lane.length, lane.kind = int.from_bytes(head[3:6], "big"), head[6]
        if lane.extended:
            await self._reader.readexactly(4)
        lane.body += await self._reader.readexactly(min(self._chunk_in, lane.length - len(lane.body)))
        if len(lane.body) < lane.length:
            return None
        body, lane.body = lane.body, b""
        return lane.kind, body


@asynccontextmanager
async def publishing(url: str) -> AsyncIterator[Connection]:
    """Publish to rtmp://HOST:PORT/APP/KEY; leaving closes the connection at once. Raises Refused.

    A query behind the key goes with the key, as origins expect it there.
    """
    parts = urlsplit(url)
    app, _, key = parts.path.strip("/").rpartition("/")
    key = f"{key}?{parts.query}" if parts.query else key
    try:
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(parts.hostname, parts.port or 1935), _ANSWER_DEADLINE
        )
    except (OSError, TimeoutError) as error:
        raise Refused(_reason(error)) from error
    connection = Connection(reader, writer, key)
    try:
        try:
            await asyncio.wait_for(connection.begin(app, url.removesuffix(f"/{key}")), _ANSWER_DEADLINE)
        except (OSError, EOFError, TimeoutError) as error:
            raise Refused(_reason(error)) from error
        yield connection
    finally:
        connection.abandon()


def _reason(error: Exception) -> str:
    match error:
        case OSError(errno=int(number)):
            return os.strerror(number)
        case EOFError():
            return "the origin closed the connection"
        case _:
            return str(error) or "no answer"


def _message(lane: int, kind: int, timestamp: int, body: bytes, *, stream: int = 0) -> bytes:
    """One message with a full header, in as many chunks as it takes (control messages fit any chunk size)."""
    timestamp &= 0xFFFFFFFF
    extra = struct.pack(">I", timestamp) if timestamp >= _LONG else b""
    # One byte of lane and three of time, three of length and one of kind; the stream alone goes little end first.
    head = _HEAD.pack(lane << 24 | min(timestamp, _LONG), len(body) << 8 | kind) + stream.to_bytes(4, "little") + extra
    if len(body) <= _CHUNK:
        return head + body
    parts = [body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK)]
    return head + (bytes((0xC0 | lane,)) + extra).join(parts)
