"""Signalling over HTTP: how many watch a stream, and the word that it is over. Plain ASGI, for a quick start."""

import hmac
import json
import re
from typing import Any

from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.signalling.desk import Desk

_VIEWERS = re.compile(r"/api/viewers/([\w.~-]{1,200})", re.ASCII)
_END = re.compile(r"/control/stream/([\w.~-]{1,200})/end", re.ASCII)
_TOKEN = b"x-chaoslab-control"


class Web:
    """Answers what is about signalling and gives all else to `other`."""

    def __init__(self, desk: Desk, token: str, other: App) -> None:
        self._desk, self._token, self._other = desk, token, other

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        exchange = Exchange(scope, receive, send)
        if viewers := _VIEWERS.fullmatch(path):
            await self._viewers(exchange, viewers[1])
        elif self._token and (end := _END.fullmatch(path)):
            await self._end(exchange, end[1])
        else:
            await self._other(scope, receive, send)

    async def _viewers(self, exchange: Exchange, key: str) -> None:
        if exchange.scope["method"] != "GET":
            await exchange.refuse(405, "only GET")
            return
        standing = await self._desk.standing(key)
        found: dict[str, Any] = {"key": key, "viewers": standing.viewers, "ended": standing.ended}
        if self._desk.sharing.here is not None:
            found["shared"] = self._desk.sharing.here
        await _say(exchange, found)

    async def _end(self, exchange: Exchange, key: str) -> None:
        said = next((value for name, value in exchange.scope["headers"] if name == _TOKEN), b"")
        if exchange.scope["method"] != "POST":
            await exchange.refuse(405, "only POST")
        elif not hmac.compare_digest(said, self._token.encode()):
            await exchange.refuse(403, "the header x-chaoslab-control does not hold the token")
        else:
            await self._desk.end(key)
            await _say(exchange, {"key": key, "ended": True})


async def _say(exchange: Exchange, found: dict[str, Any]) -> None:
    await exchange.answer(200, "application/json", json.dumps(found, separators=(",", ":")).encode())
