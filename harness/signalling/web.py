"""What anybody may ask of signalling over HTTP: how many watch a stream. Plain ASGI, for a quick start."""

import re
from typing import Any

from harness.control import tell
from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.signalling.desk import Desk

_VIEWERS = re.compile(r"/api/viewers/([\w.~-]{1,200})", re.ASCII)


class Web:
    """Answers what is about signalling and gives all else to `other`."""

    def __init__(self, desk: Desk, other: App) -> None:
        self._desk, self._other = desk, other

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if viewers := _VIEWERS.fullmatch(path):
            await self._viewers(Exchange(scope, receive, send), viewers[1])
        else:
            await self._other(scope, receive, send)

    async def _viewers(self, exchange: Exchange, key: str) -> None:
        if exchange.scope["method"] != "GET":
            await exchange.refuse(405, "only GET")
            return
        standing = await self._desk.standing(key)
        answer: dict[str, Any] = {"key": key, "viewers": standing.viewers, "ended": standing.ended}
        if self._desk.sharing.here is not None:
            answer["shared"] = self._desk.sharing.here
        await tell(exchange, answer)
