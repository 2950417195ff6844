"""Carries out what rules do to an answer, around the application that would have given it."""

import asyncio
import contextlib
from collections.abc import Sequence

from harness.exchange import App, Exchange, Message, Receive, Scope, Send, unless
from harness.harm.acts import Abort, Delay, Status, Truncate
from harness.harm.rules import Hit
from harness.harm.stale import serve_kept
from harness.line import LINE

KEPT = "playlist"  # in a rule's memory


async def answer(hits: Sequence[Hit], app: App, exchange: Exchange) -> None:
    """Answer a request through an application with all of this done to it, the first outermost."""
    for hit in reversed(hits):
        app = _around(app, hit)
    await app(exchange.scope, exchange.receive, exchange.send)


def _around(app: App, hit: Hit) -> App:
    async def harmed(scope: Scope, receive: Receive, send: Send) -> None:
        await _carry_out(hit, app, Exchange(scope, receive, send))

    return harmed


async def _carry_out(hit: Hit, app: App, exchange: Exchange) -> None:
    match hit.act:
        case Status():
            await _refuse(hit.act, exchange)
        case Delay():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(hit.lifted.wait(), hit.act.seconds)
            await app(exchange.scope, exchange.receive, exchange.send)
        case Abort():
            await (_cut_behind_the_head(app, exchange) if hit.act.after_head else _cut(exchange))
        case Truncate():
            await _Cutter(hit.act, exchange).carry_out(app)
        case _:
            await serve_kept(hit.memory[KEPT], app, exchange)


async def _refuse(act: Status, exchange: Exchange) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if act.retry_after is not None:
        headers += [(b"retry-after", str(act.retry_after).encode()), (b"access-control-expose-headers", b"retry-after")]
    body = b"" if act.status in (204, 304) else f"{act.status}\n".encode()
    await exchange.start(act.status, [*headers, (b"content-length", str(len(body)).encode())])
    await exchange.send({"type": "http.response.body", "body": body})


async def _cut(exchange: Exchange) -> None:
    exchange.scope[LINE].cut()
    await exchange.gone()


async def _cut_behind_the_head(app: App, exchange: Exchange) -> None:
    """Returning without an end of the body cuts the connection."""
    begun = asyncio.Event()

    async def send(message: Message) -> None:
        if not begun.is_set():
            await exchange.send(message)
            begun.set()

    await unless(begun.wait(), app(exchange.scope, exchange.receive, send))


class _Cutter:
    """Lets this many bytes of a body pass and no more."""

    def __init__(self, act: Truncate, exchange: Exchange) -> None:
        self._act, self._exchange = act, exchange
        self._left = act.bytes
        self._ended = asyncio.Event()

    async def carry_out(self, app: App) -> None:
        await unless(self._ended.wait(), app(self._exchange.scope, self._exchange.receive, self._send))

    async def _send(self, message: Message) -> None:
        if self._ended.is_set():
            return
        if message["type"] == "http.response.start":
            await self._exchange.start(message["status"], self._headers(message))
        elif len(body := message.get("body", b"")) <= self._left:
            self._left -= len(body)
            await self._exchange.send(message)
        else:
            part, more = body[: self._left], not self._act.clean
            await self._exchange.send({"type": "http.response.body", "body": part, "more_body": more})
            self._ended.set()

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        """A body that is to look whole must not have announced a greater length."""
        headers = list(message["headers"])
        return [pair for pair in headers if pair[0] != b"content-length"] if self._act.clean else headers
