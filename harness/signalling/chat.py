"""The /chat namespace: guests join the chat of a stream, read what was said, and say something."""

import random
from dataclasses import asdict, dataclass
from typing import Any

from harness.signalling.client_limits import refusal
from harness.signalling.desk import CHAT, Desk
from harness.signalling.message import LONGEST, plain
from harness.signalling.said import identity, key_in, text_in


@dataclass
class _Guest:
    client: str
    name: str
    key: str | None = None


class Chat:
    """Handles what guests send. Whatever it is, it is answered and raises nothing."""

    namespace = CHAT

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guests: dict[str, _Guest] = {}

    def arrived(self, sid: str, auth: Any) -> None:
        """A connection; the guest is given a name."""
        self._guests.setdefault(sid, _Guest(identity(sid, auth), f"Guest {random.randint(1000, 9999)}"))

    async def heard(self, sid: str, event: str, data: Any) -> dict[str, Any] | None:
        """Handle an event and return its answer; None for an unknown event."""
        guest = self._guests.get(sid)
        if event == "chat:join":
            return await self._join(sid, guest, key_in(data)) if guest else {"error": "not_connected"}
        if event == "chat:message":
            refused = await self._say(guest, plain(text_in(data)[: 4 * LONGEST]))
            return {"ok": not refused, **refused}
        return None

    async def gone(self, sid: str) -> None:
        """The connection has ended."""
        if guest := self._guests.pop(sid, None):
            await self._out(sid, guest)

    async def _join(self, sid: str, guest: _Guest, key: str | None) -> dict[str, Any]:
        if key is None:
            return {"error": "bad_key"}
        if wait := await self._desk.limits.take("joins", guest.client):
            return refusal(wait)
        if guest.key != key:
            await self._out(sid, guest)
        if sid not in self._guests:  # gone while another process was asked
            return {"error": "not_connected"}
        guest.key = key
        self._desk.broadcasts.at(key).chatters.add(sid)
        await self._desk.rooms.enter(self.namespace, sid, key)
        return {"history": [asdict(message) for message in await self._desk.history(key)]}

    async def _say(self, guest: _Guest | None, text: str) -> dict[str, Any]:
        """Say something; the refusal, or nothing."""
        if guest is None or guest.key is None:
            return {"error": "not_joined"}
        if not text or len(text) > LONGEST:
            return {"error": "too_long" if text else "empty"}
        key = guest.key
        if (await self._desk.standing(key)).ended:
            return {"error": "ended"}
        if wait := await self._desk.limits.take("messages", guest.client):
            return refusal(wait)
        await self._desk.say(key, guest.name, text)
        return {}

    async def _out(self, sid: str, guest: _Guest) -> None:
        if guest.key is None:
            return
        key, guest.key = guest.key, None
        self._desk.broadcasts.at(key).chatters.discard(sid)
        self._desk.broadcasts.left(key)
        await self._desk.rooms.leave(self.namespace, sid, key)
