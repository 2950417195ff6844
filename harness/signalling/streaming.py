"""The /streaming namespace: viewers join and leave a stream, are told how many they are, and when it has ended."""

from dataclasses import dataclass
from typing import Any

from harness.signalling.client_limits import refusal
from harness.signalling.desk import STREAMING, Desk
from harness.signalling.said import identity, key_in


@dataclass
class _Viewer:
    client: str
    key: str | None = None


class Streaming:
    """Handles what viewers send. Whatever it is, it is answered and raises nothing."""

    namespace = STREAMING

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._viewers: dict[str, _Viewer] = {}
        self._events = {"stream:viewer:join": self._join, "stream:viewer:leave": self._leave}

    def arrived(self, sid: str, auth: Any) -> None:
        """A connection."""
        self._viewers.setdefault(sid, _Viewer(identity(sid, auth)))

    async def heard(self, sid: str, event: str, data: Any) -> dict[str, Any] | None:
        """Handle an event and return its answer; None for an unknown event."""
        handler = self._events.get(event)
        if handler is None:
            return None
        viewer, key = self._viewers.get(sid), key_in(data)
        if viewer is None:
            return {"error": "not_connected"}
        if key is None:
            return {"error": "bad_key"}
        if wait := await self._desk.limits.take("joins", viewer.client):
            return refusal(wait)
        return await handler(sid, viewer, key)

    async def gone(self, sid: str) -> None:
        """The connection has ended."""
        viewer = self._viewers.pop(sid, None)
        if viewer is not None and viewer.key is not None:
            await self._out(sid, viewer, viewer.key)

    async def _join(self, sid: str, viewer: _Viewer, key: str) -> dict[str, Any]:
        if viewer.key is not None and viewer.key != key:
            await self._out(sid, viewer, viewer.key)
        if sid not in self._viewers:  # gone while another process was asked
            return {"error": "not_connected"}
        viewer.key = key
        known = self._desk.broadcasts.at(key)
        known.viewers.add(sid)
        await self._desk.rooms.enter(self.namespace, sid, key)
        ended_before = known.ended  # an end that is only found out now is told to the whole room
        standing = await self._desk.announce(key)
        if ended_before:
            await self._desk.rooms.tell_one(self.namespace, sid, "stream:ended", {"key": key})
        return {"key": key, "count": standing.viewers, "ended": standing.ended}

    async def _leave(self, sid: str, viewer: _Viewer, key: str) -> dict[str, Any]:
        if viewer.key != key:
            return {"error": "not_joined"}
        return {"key": key, "count": await self._out(sid, viewer, key)}

    async def _out(self, sid: str, viewer: _Viewer, key: str) -> int:
        viewer.key = None
        known = self._desk.broadcasts.at(key)
        known.viewers.discard(sid)
        await self._desk.rooms.leave(self.namespace, sid, key)
        standing = await self._desk.announce(key)
        self._desk.broadcasts.left(key)
        return standing.viewers
