"""An application's whole answer to a request, kept instead of sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from harness.exchange import App, Header, Message, Scope


@dataclass
class Captured:
    """What was answered; `whole` when it came to its proper end."""

    status: int = 0
    headers: Sequence[Header] = ()
    body: bytes = b""
    whole: bool = False
    _asked: bool = field(default=False, repr=False)

    async def send(self, message: Message) -> None:
        """Takes the place of ASGI's send."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], message["headers"]
        else:
            self.body += message.get("body", b"")
            self.whole = not message.get("more_body", False)

    async def receive(self) -> Message:
        """Takes the place of ASGI's receive: a request without a body, from a client that stays."""
        if self._asked:
            await asyncio.Event().wait()
        self._asked = True
        return {"type": "http.request", "body": b""}


async def captured(app: App, scope: Scope) -> Captured:
    """Ask an application."""
    capture = Captured()
    await app(scope, capture.receive, capture.send)
    return capture
