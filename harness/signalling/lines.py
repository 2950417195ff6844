"""The WebSockets of all clients, on which messages can be held back or lost, and which can be ended.

An observer, whose handshake holds the control token, gets everything at once and is never dropped.
"""

import asyncio
import contextlib
import re
import time
from collections.abc import Collection

from harness.control import holds_token
from harness.exchange import App, Message, Receive, Scope, Send
from harness.signalling.message_rules import Fate, MessageRules

_ENTERS = re.compile(r"40(/[^,]*),?")  # a client asks to enter a namespace
_GONE: Message = {"type": "websocket.disconnect", "code": 1001}


class Lines:
    """Wraps an Engine.IO application."""

    def __init__(self, app: App, token: str) -> None:
        self._app, self._token = app, token
        self._lines: set[_Line] = set()
        self.rules = MessageRules()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "websocket" or not self._token or holds_token(scope, self._token):
            await self._app(scope, receive, send)
            return
        line = _Line(self.rules, receive, send)
        self._lines.add(line)
        sending = asyncio.ensure_future(line.send_what_waits())
        try:
            await self._app(scope, line.receive, line.send)
        finally:
            self._lines.discard(line)
            sending.cancel()
            line.end()

    def drop(self, namespaces: Collection[str]) -> int:
        """End the connections of clients that entered one of these namespaces; how many there were."""
        ended = [line for line in self._lines if line.namespaces & set(namespaces)]
        for line in ended:
            line.dropped.set()
        return len(ended)


class _Line:
    """One connection; what is sent on it keeps its order."""

    def __init__(self, rules: MessageRules, receive: Receive, send: Send) -> None:
        self._rules, self._receive, self._send = rules, receive, send
        self._waiting: asyncio.Queue[tuple[Message, Fate, float]] = asyncio.Queue()
        self._held = 0  # messages that wait, or are just being waited for
        self._hearing: asyncio.Future[Message] | None = None
        self.namespaces: set[str] = set()
        self.dropped = asyncio.Event()

    async def receive(self) -> Message:
        """What the client says next, or that it is gone because it was dropped."""
        if self._hearing is None:
            self._hearing = asyncio.ensure_future(self._receive())
        ended = asyncio.ensure_future(self.dropped.wait())
        await asyncio.wait((self._hearing, ended), return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if self.dropped.is_set():
            return _GONE
        message, self._hearing = self._hearing.result(), None
        if entered := _ENTERS.match(message.get("text") or ""):
            self.namespaces.add(entered[1])
        return message

    async def send(self, message: Message) -> None:
        """Send at once, unless it is a message to be held back or lost, or one that must wait its turn."""
        text = (message.get("text") or "") if message["type"] == "websocket.send" else ""
        if not text.startswith("4"):
            await self._send(message)
            return
        fate = self._rules.fate(text)
        if fate.lost:
            return
        if not self._held and not fate.delay:
            await self._send(message)
            return
        self._held += 1
        self._waiting.put_nowait((message, fate, time.monotonic() + fate.delay))

    async def send_what_waits(self) -> None:
        """Send what is held back when its time has come. Until cancelled, or until nobody takes it any more."""
        while True:
            message, fate, due = await self._waiting.get()
            if fate.lifted is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(fate.lifted.wait(), max(due - time.monotonic(), 0))
            try:
                await self._send(message)
            except (OSError, RuntimeError):  # the client has gone meanwhile
                return
            self._held -= 1

    def end(self) -> None:
        """Wait for nothing more."""
        if self._hearing is not None:
            self._hearing.cancel()
