"""The Socket.IO server with its namespaces and rooms; the only importer of socketio."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import socketio
from socketio.async_pubsub_manager import AsyncPubSubManager

from harness.control import holds_token
from harness.exchange import App
from harness.settings import LARGEST, Settings
from harness.signalling.lines import Lines
from harness.signalling.packets import packets_only

OBSERVES = b"x-chaoslab-observes"  # in the handshake of an observer: the key of the stream


class Talk(Protocol):
    """What listens in one namespace."""

    namespace: str

    def arrived(self, sid: str, auth: Any) -> None: ...
    async def heard(self, sid: str, event: str, data: Any) -> Mapping[str, Any] | None: ...
    async def gone(self, sid: str) -> None: ...


class Bus(Protocol):
    """Carries messages to rooms to the other processes, and theirs here."""

    async def publish(self, text: str) -> None: ...
    def listen(self) -> AsyncIterator[str]: ...


class _BusManager(AsyncPubSubManager):  # type: ignore[misc] # the library carries no types
    # The library's own manager for Redis waits up to 60 s before it looks again for a Redis that was away, logs each
    # message that it could not send, and holds up the sender meanwhile.
    name = "bus"

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus

    async def _publish(self, data: Any) -> None:
        await self._bus.publish(json.dumps(data))

    async def _listen(self) -> AsyncIterator[str]:
        async for text in self._bus.listen():
            yield text


class _Namespace(socketio.AsyncNamespace):  # type: ignore[misc] # the library carries no types
    def __init__(self, talk: Talk, token: str) -> None:
        super().__init__(talk.namespace)
        self._talk, self._token = talk, token

    async def trigger_event(self, event: Any, sid: str, *data: Any) -> Any:
        # A client may call an event of its own `connect` or `disconnect`; neither harms anyone but itself.
        if event == "connect":
            if key := self._observed(data[0]):
                await self.server.enter_room(sid, _room(key), self.namespace)
            else:
                self._talk.arrived(sid, data[1] if len(data) > 1 else None)
            return None
        if event == "disconnect":
            await self._talk.gone(sid)
            return None
        return await self._talk.heard(sid, event if isinstance(event, str) else "", data[0] if data else None)

    def _observed(self, handshake: Mapping[str, Any]) -> str | None:
        """The stream whose room an observer wants to be in, without being counted or heard; None for everyone else."""
        scope = handshake.get("asgi.scope") or {"headers": ()}
        if not holds_token(scope, self._token):
            return None
        return next((value.decode("latin-1") for name, value in scope["headers"] if name == OBSERVES), None)


class SocketServer:
    """Rooms and namespaces of one process. A room's name is no connection's id, whatever a stream is called."""

    def __init__(self, settings: Settings, bus: Bus | None = None) -> None:
        self._token = settings.control_token
        self._server = socketio.AsyncServer(
            async_mode="asgi",
            client_manager=_BusManager(bus) if bus else None,
            async_handlers=False,  # what one client says is heard in the order in which it said it
            cors_allowed_origins=[],  # the harness sends these headers itself
            max_http_buffer_size=LARGEST,
            ping_interval=settings.ping_interval,
            ping_timeout=settings.ping_timeout,
        )

    def app(self, talks: Sequence[Talk], other: App, on_startup: Callable[[], Awaitable[None]] | None = None) -> Lines:
        """An application that answers /socket.io/ and gives all else to `other`."""
        for talk in talks:
            self._server.register_namespace(_Namespace(talk, self._token))
        made: App = socketio.ASGIApp(self._server, other, on_startup=on_startup)
        return Lines(packets_only(made), self._token)

    async def enter(self, namespace: str, sid: str, key: str) -> None:
        await self._server.enter_room(sid, _room(key), namespace)

    async def leave(self, namespace: str, sid: str, key: str) -> None:
        await self._server.leave_room(sid, _room(key), namespace)

    async def tell(self, namespace: str, key: str, event: str, data: Any) -> None:
        await self._server.emit(event, data, room=_room(key), namespace=namespace)

    async def tell_here(self, namespace: str, key: str, event: str, data: Any) -> None:
        await self._server.emit(event, data, room=_room(key), namespace=namespace, ignore_queue=True)

    async def tell_one(self, namespace: str, sid: str, event: str, data: Any) -> None:
        await self._server.emit(event, data, room=sid, namespace=namespace, ignore_queue=True)


def _room(key: str) -> str:
    return f"stream/{key}"
