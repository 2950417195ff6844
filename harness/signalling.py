"""The /streaming namespace: viewers join and leave a stream and are told how many they are. Imports socketio."""

from typing import Any

import socketio

from harness.exchange import App
from harness.settings import Settings

NAMESPACE = "/streaming"


class Viewers:
    """Which connection watches which stream."""

    def __init__(self) -> None:
        self._streams: dict[str, str] = {}

    def join(self, viewer: str, stream: str) -> None:
        """A viewer watches a stream, and no other."""
        self._streams[viewer] = stream

    def leave(self, viewer: str) -> str | None:
        """The stream that the viewer leaves, if it watched one."""
        return self._streams.pop(viewer, None)

    def count(self, stream: str) -> int:
        """How many watch it."""
        return sum(1 for one in self._streams.values() if one == stream)


class Streaming(socketio.AsyncNamespace):  # type: ignore[misc] # the library carries no types
    """Events in: `stream:viewer:join` and `stream:viewer:leave` {key}; out: `stream:viewer:count` {key, count}."""

    def __init__(self, viewers: Viewers) -> None:
        super().__init__(NAMESPACE)
        self.viewers = viewers

    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Events carry colons, which no method name can."""
        handler = {
            "stream:viewer:join": self.join,
            "stream:viewer:leave": self.leave,
            "disconnect": self.leave,
        }.get(event)
        return await handler(*args) if handler else None

    async def join(self, viewer: str, said: dict[str, Any]) -> dict[str, Any]:
        """Join a stream; answers with the number of its viewers."""
        await self.leave(viewer)
        key = str(said["key"])[:200]
        self.viewers.join(viewer, key)
        await self.enter_room(viewer, key)
        return await self._announce(key)

    async def leave(self, viewer: str, *_: Any) -> dict[str, Any] | None:
        """Leave the stream, by word or by being gone."""
        key = self.viewers.leave(viewer)
        if key is None:
            return None
        await self.leave_room(viewer, key)
        return await self._announce(key)

    async def _announce(self, key: str) -> dict[str, Any]:
        count = {"key": key, "count": self.viewers.count(key)}
        await self.emit("stream:viewer:count", count, room=key)
        return count


def signalling(settings: Settings, viewers: Viewers, other: Any) -> App:
    """An application that answers /socket.io/ and gives all else to `other`."""
    server = socketio.AsyncServer(
        async_mode="asgi",
        cors_allowed_origins=[],  # the harness sends these headers itself
        ping_interval=settings.ping_interval,
        ping_timeout=settings.ping_timeout,
    )
    server.register_namespace(Streaming(viewers))
    app: App = socketio.ASGIApp(server, other)
    return app
