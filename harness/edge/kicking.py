"""Cutting a stream's viewers, over a control path with the token: `POST /control/media/kick/KEY`."""

import re

from harness.control import may_control, tell
from harness.edge import MediaEdge
from harness.edge.upstream import OriginAway
from harness.exchange import App, Exchange, Receive, Scope, Send

_KICK = re.compile(r"/control/media/kick/([\w.~-]{1,200})", re.ASCII)


class Kicking:
    """Answers that path and gives all else to `other`."""

    def __init__(self, edge: MediaEdge, token: str, other: App) -> None:
        self._edge, self._token, self._other = edge, token, other

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if kicked := _KICK.fullmatch(path):
            await self._kick(Exchange(scope, receive, send), kicked[1])
        else:
            await self._other(scope, receive, send)

    async def _kick(self, exchange: Exchange, key: str) -> None:
        if not await may_control(exchange, self._token, "POST"):
            return
        try:
            await self._edge.kick(key)
        except OriginAway as error:
            await exchange.refuse(502, str(error))
        else:
            await tell(exchange, {"key": key, "kicked": True})
