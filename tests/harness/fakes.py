"""An origin that answers with given bytes, and a viewer without a network."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from harness.exchange import App, Exchange, Message

CUT = b"<cut>"  # among the parts of an answer: wait for nothing more and close
Part = bytes | asyncio.Event  # an event is waited for


@asynccontextmanager
async def origin(answers: Callable[[str], Sequence[Part]]) -> AsyncIterator[str]:
    """Serves on loopback what `answers` gives for a path; without CUT at its end the connection stays open."""
    held = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        for part in answers(head.split()[1].decode()):
            if part == CUT:
                break
            if isinstance(part, asyncio.Event):
                await part.wait()
                continue
            writer.write(part)
            await writer.drain()
        else:
            await held.wait()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        held.set()
        await asyncio.sleep(0.01)


@dataclass
class Viewer:
    """Keeps what it is sent; `leave` makes it disconnect."""

    sent: list[Message] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: bool = False

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b""}
        await self.left.wait()
        return {"type": "http.disconnect"}

    def exchange(self, path: str = "/", **scope: Any) -> Exchange:
        return Exchange({**request(path), **scope}, self.receive, self.send)

    @property
    def status(self) -> int:
        return int(next(message["status"] for message in self.sent if message["type"] == "http.response.start"))

    @property
    def headers(self) -> dict[str, str]:
        pairs = next(message["headers"] for message in self.sent if message["type"] == "http.response.start")
        return {name.decode(): value.decode() for name, value in pairs}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)

    @property
    def finished(self) -> bool:
        """Whether the answer came to its proper end."""
        return any(message["type"] == "http.response.body" and not message.get("more_body") for message in self.sent)


def request(
    path: str,
    *,
    method: str = "GET",
    host: str = "127.0.0.1:8000",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The scope of a request."""
    named = {"host": host, **(headers or {})}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "scheme": "http",
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


async def ask(app: App, path: str, **request_settings: Any) -> Viewer:
    """A viewer after its request was answered."""
    viewer = Viewer()
    await app(request(path, **request_settings), viewer.receive, viewer.send)
    return viewer
