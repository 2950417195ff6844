"""A Socket.IO client, as far as tests need one: one connection to one namespace, over a real WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

WITHIN = 5.0  # seconds


class SocketClient:
    """Answers pings, keeps what it is told, and asks."""

    def __init__(self, websocket: ClientConnection, namespace: str) -> None:
        self.websocket, self._namespace = websocket, namespace
        self.sid = ""
        self._told: list[tuple[str, Any]] = []
        self._asked = 0

    async def open(self, auth: dict[str, Any] | None = None) -> None:
        """Enter the namespace."""
        await self._hear("0{")
        await self.websocket.send(f"40{self._namespace},{json.dumps(auth) if auth else ''}")
        self.sid = json.loads(await self._hear(f"40{self._namespace},"))["sid"]

    async def ask(self, event: str, *said: Any) -> Any:
        """Emit an event; its answer."""
        self._asked += 1
        await self.websocket.send(f"42{self._namespace},{self._asked}{json.dumps([event, *said])}")
        return json.loads(await self._hear(f"43{self._namespace},{self._asked}"))[0]

    async def told(self, event: str) -> Any:
        """What comes with the next event of that name."""
        while not (found := next((one for one in self._told if one[0] == event), None)):
            await self._hear(None)
        self._told.remove(found)
        return found[1]

    async def told_nothing(self, event: str, within: float) -> bool:
        """Whether no event of that name comes for so long."""
        try:
            async with asyncio.timeout(within):
                await self.told(event)
        except TimeoutError:
            return True
        return False

    async def _hear(self, start: str | None) -> str:
        """The rest of the next message that begins so; with None, return after the next event."""
        event = f"42{self._namespace},"
        async with asyncio.timeout(WITHIN):
            while True:
                message = str(await self.websocket.recv())
                if message == "2":
                    await self.websocket.send("3")
                elif message.startswith(event):
                    name, data = json.loads(message.removeprefix(event))
                    self._told.append((name, data))
                    if start is None:
                        return ""
                elif start is not None and message.startswith(start):
                    return message.removeprefix(start)


@asynccontextmanager
async def connected(url: str, namespace: str, *, client: str | None = None) -> AsyncIterator[SocketClient]:
    """A connection to a namespace at a base URL, named to the server as `client`."""
    address = f"ws://{urlsplit(url).netloc}/socket.io/?EIO=4&transport=websocket"
    async with connect(address, proxy=None, close_timeout=1, ping_interval=None) as websocket:
        socket = SocketClient(websocket, namespace)
        await socket.open({"client": client} if client else None)
        yield socket
