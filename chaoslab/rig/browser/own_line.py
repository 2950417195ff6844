"""The lab's own session with the browser, on the pipe that the driver uses too; the driver hears nothing of it."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from chaoslab.errors import NotReady

_FIRST = 1 << 30  # number of the lab's first command; a driver counts from 1
_NUMBERED = f'{{"id":{_FIRST}'[:10]  # how answers to them begin, the next few million
# The browser writes the session last. In what a page says each of these quotes would stand behind a backslash.
_SESSION = re.compile(r'"sessionId":"(\w+)"\}\Z')
_LONGEST = 80  # characters of all that at the end of a message


class OwnLine:
    """Commands and answers of the lab's own, and events of the sessions that it opened."""

    def __init__(self, post: Callable[[str], None]) -> None:
        self._post = post
        self._numbers = count(_FIRST)
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._sessions: set[str] = set()
        self._hearers: list[Callable[[str], None]] = []
        self.session = ""  # the lab's, once there is one

    def begin(self) -> None:
        """Ask for a session. Before the driver is there: the browser tells everybody of it."""
        self.ask("Target.attachToBrowserTarget", root=True).add_done_callback(self._begun)

    def listen(self, hearer: Callable[[str], None]) -> None:
        """Have every event of the lab's own sessions passed to it."""
        self._hearers.append(hearer)

    def adopt(self, session: str) -> None:
        """Keep one more session from the driver."""
        self._sessions.add(session)

    def ask(
        self, method: str, params: Mapping[str, object] | None = None, *, session: str = "", root: bool = False
    ) -> "asyncio.Future[Any]":
        """Send a command; its answer may be awaited, or fails with NotReady."""
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda ended: self._forget(number, ended))
        self._asked[number] = answer
        to = {} if root else {"sessionId": session or self.session}
        self._post(json.dumps({"id": number, "method": method, "params": params or {}, **to}))
        return answer

    def hear(self, text: str) -> bool:
        """Take in a message of the lab's own; False for any other, which is not even parsed."""
        end = _SESSION.search(text, max(0, len(text) - _LONGEST))
        ours = end[1] in self._sessions if end else text.startswith(_NUMBERED)
        if ours and text.startswith('{"id":'):
            self._answered(json.loads(text))
        elif ours:
            for hearer in self._hearers:
                hearer(text)
        return ours

    def _begun(self, answer: "asyncio.Future[Any]") -> None:
        if not answer.cancelled() and answer.exception() is None:
            self.session = answer.result()["sessionId"]
            self._sessions.add(self.session)

    def _answered(self, message: Mapping[str, Any]) -> None:
        answer = self._asked.get(message["id"])
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(NotReady("the browser", f"refused: {message['error'].get('message', 'no reason')}"))
        else:
            answer.set_result(message.get("result", {}))

    def _forget(self, number: int, ended: "asyncio.Future[Any]") -> None:
        del self._asked[number]
        if not ended.cancelled():
            ended.exception()  # most commands are sent for their effect, and a worker may be gone by then
