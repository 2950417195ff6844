"""Wraps an application in the rules of harm, which are set over a control path with the token.

`PUT /control/media/rules/NAME` with a rule as JSON, `DELETE /control/media/rules/NAME`, `DELETE /control/media/rules`.
"""

import json
import re
import time

from harness.control import PREFIX, may_control, tell
from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.harm.acts import Stale
from harness.harm.carry_out import KEPT, answer
from harness.harm.rules import Asked, Rules, rule_of
from harness.harm.stale import NoPlaylist, media_playlist
from harness.line import LINE

_ASKED_FOR = b"x-chaoslab-asked-for"  # the path that a browser asked for where a router led it to another
_RULES = re.compile(r"/control/media/rules(?:/([\w.~-]{1,200}))?", re.ASCII)


class Harmed:
    """Without a token no rule can be set, and every request goes straight to the application."""

    def __init__(self, app: App, token: str) -> None:
        self._app, self._token = app, token
        self._rules = Rules()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not self._token:
            await self._app(scope, receive, send)
            return
        exchange = Exchange(scope, receive, send)
        if not scope["path"].startswith(PREFIX):
            await answer(self._rules.hits(_asked(scope)), self._app, exchange)
        elif named := _RULES.fullmatch(scope["path"]):
            await self._control(exchange, named[1])
        else:
            await exchange.refuse(404, "no such control")

    async def _control(self, exchange: Exchange, name: str | None) -> None:
        if not await may_control(exchange, self._token, *(("PUT", "DELETE") if name else ("DELETE",))):
            return
        if exchange.scope["method"] == "PUT" and name:
            await self._set(exchange, name)
            return
        self._rules.lift(name) if name else self._rules.clear()
        await tell(exchange, {"lifted": name or "all"})

    async def _set(self, exchange: Exchange, name: str) -> None:
        try:
            rule = rule_of(json.loads(await exchange.body()))
            if isinstance(rule.act, Stale):
                rule.memory[KEPT] = await media_playlist(self._app, exchange.scope, rule.act.key)
        except ValueError as error:
            await exchange.refuse(400, str(error))
        except NoPlaylist as error:
            await exchange.refuse(409, str(error))
        else:
            self._rules.set(name, rule)
            await tell(exchange, {"set": name})


def _asked(scope: Scope) -> Asked:
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get(b"host", "")
    port = host.rpartition(":")[2]
    line = scope.get(LINE)
    return Asked(
        str(headers.get(_ASKED_FOR, scope["path"])),
        int(port) if port.isdigit() else 80,
        time.monotonic(),
        scope["query_string"].decode("latin-1"),
        first_on_line=line is None or line.requests <= 1,
    )
