"""One HTTP request and its answer, for handlers that pass bytes on as they come (plain ASGI, no framework between)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]
LARGEST_BODY = 1 << 16  # bytes of a request


@dataclass(frozen=True)
class Exchange:
    """A request of a viewer and the way to answer it."""

    scope: Scope
    receive: Receive
    send: Send

    @property
    def query(self) -> str:
        """The query string, with its question mark when there is one."""
        text = self.scope["query_string"].decode("ascii")
        return f"?{text}" if text else ""

    async def body(self) -> bytes:
        """The body of the request; what is longer than LARGEST_BODY is cut off there."""
        whole = b""
        while len(whole) < LARGEST_BODY:
            message = await self.receive()
            whole += message.get("body", b"")
            if not message.get("more_body", False):
                break
        return whole[:LARGEST_BODY]

    async def start(self, status: int, headers: Sequence[Header]) -> None:
        """Send the response header."""
        await self.send({"type": "http.response.start", "status": status, "headers": list(headers)})

    async def pass_on(self, chunk: bytes) -> None:
        """Send a part of the body; waits while the viewer reads too slowly."""
        await self.send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def finish(self) -> None:
        """End the body properly. Returning without it cuts the connection, as an origin that loses its stream does."""
        await self.send({"type": "http.response.body", "body": b""})

    async def answer(self, status: int, content_type: str, body: bytes) -> None:
        """Send a whole response."""
        headers = ((b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode()))
        await self.start(status, (*headers, (b"cache-control", b"no-cache")))
        await self.send({"type": "http.response.body", "body": body})

    async def refuse(self, status: int, reason: str) -> None:
        """Send an error in one line."""
        await self.answer(status, "text/plain; charset=utf-8", f"{reason}\n".encode())

    async def gone(self) -> None:
        """Return once the viewer has left."""
        while (await self.receive())["type"] != "http.disconnect":
            pass


async def unless(end: Awaitable[Any], work: Awaitable[None]) -> bool:
    """Do `work` until it is done or `end` comes first, which cancels it; whether the work was done."""
    tasks = [asyncio.ensure_future(end), asyncio.ensure_future(work)]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if tasks[1].done():
            tasks[1].result()
            return True
        return False
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
