"""Control over signalling with the token: ending a stream, what its viewers are sent, what harms its messages.

`POST /control/stream/KEY/end`, `…/count` (tells the viewers again how many they are), `…/say` with `{name, text}`;
`POST /control/sockets/drop` with `{namespaces}`; `PUT /control/sockets/rules/NAME` with a rule, `DELETE` of one or all.
"""

import itertools
import json
import re
from collections.abc import Mapping
from typing import Any

from harness.control import may_control, tell
from harness.exchange import App, Exchange, Receive, Scope, Send
from harness.signalling.desk import Desk
from harness.signalling.lines import Lines
from harness.signalling.message_rules import message_rule_of

_STREAM = re.compile(r"/control/stream/([\w.~-]{1,200})/(end|count|say)", re.ASCII)
_RULES = re.compile(r"/control/sockets/rules(?:/([\w.~-]{1,200}))?", re.ASCII)
_DROP = "/control/sockets/drop"


class Control:
    """Answers control requests for signalling and passes all else to `other`; everything, without a token."""

    def __init__(self, desk: Desk, token: str, other: App) -> None:
        self._desk, self._token, self._other = desk, token, other
        self._times = itertools.count(1)
        self.lines: Lines | None = None  # set once the sockets, which come first, exist

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"] if scope["type"] == "http" and self._token else ""
        exchange = Exchange(scope, receive, send)
        if stream := _STREAM.fullmatch(path):
            await self._stream(exchange, *stream.groups())
        elif self.lines and path == _DROP:
            await self._drop(exchange, self.lines)
        elif self.lines and (rules := _RULES.fullmatch(path)):
            await self._rule(exchange, self.lines, rules[1])
        else:
            await self._other(scope, receive, send)

    async def _stream(self, exchange: Exchange, key: str, order: str) -> None:
        if not await may_control(exchange, self._token, "POST"):
            return
        if order == "end":
            await self._desk.end(key)
            await tell(exchange, {"key": key, "ended": True})
        elif order == "count":
            await self._desk.tell_again(key, next(self._times))
            await tell(exchange, {"key": key, "told": True})
        elif (body := await _body(exchange)) is not None:
            await self._desk.say(key, str(body.get("name", "chaoslab")), str(body.get("text", "")))
            await tell(exchange, {"key": key, "said": True})

    async def _drop(self, exchange: Exchange, lines: Lines) -> None:
        if await may_control(exchange, self._token, "POST") and (body := await _body(exchange)) is not None:
            namespaces = body.get("namespaces")
            known = list(map(str, namespaces)) if isinstance(namespaces, list) else []
            await tell(exchange, {"dropped": lines.drop(known)})

    async def _rule(self, exchange: Exchange, lines: Lines, name: str | None) -> None:
        if not await may_control(exchange, self._token, *(("PUT", "DELETE") if name else ("DELETE",))):
            return
        if exchange.scope["method"] == "DELETE" or name is None:
            lines.rules.lift(name) if name else lines.rules.clear()
            await tell(exchange, {"lifted": name or "all"})
        elif (body := await _body(exchange)) is not None:
            try:
                lines.rules.set(name, message_rule_of(body))
            except ValueError as error:
                await exchange.refuse(400, str(error))
            else:
                await tell(exchange, {"set": name})


async def _body(exchange: Exchange) -> Mapping[str, Any] | None:
    """The JSON object in the body; None for anything else, which has been refused."""
    try:
        body = json.loads(await exchange.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        await exchange.refuse(400, "the body is no JSON object")
        return None
    return body
