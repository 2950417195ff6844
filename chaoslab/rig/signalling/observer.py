"""An observer: the lab's own connections to a stream's rooms, past the trial's legs and every page.

It gets what every viewer gets, at once, whatever harms the messages to pages, and is not counted as a viewer.
"""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from chaoslab import clock
from chaoslab.errors import NotReady
from chaoslab.timeline.events import Event, EventName, Sink

NAMESPACES = ("/streaming", "/chat")
_READY_WITHIN = 2.0  # seconds
_EVENT = re.compile(r"42(/[^,]+),\d*\[")


@dataclass
class Observer:
    """What it was told, in order; `told` wakes those waiting for more."""

    sink: Sink
    heard: int = 0
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def hear(self, text: str) -> None:
        """Take in one message of the server's."""
        if event := _EVENT.match(text):
            data = {"namespace": event[1], "text": text}
            self.sink(Event(clock.now(), EventName.OBSERVER_RECEIVED, data))
            async with self._more:
                self.heard += 1
                self._more.notify_all()

    async def hears_more_than(self, count: int) -> None:
        """Wait until it has received more than this many events. Raises NotReady."""
        try:
            async with asyncio.timeout(_READY_WITHIN), self._more:
                await self._more.wait_for(lambda: self.heard > count)
        except TimeoutError:
            raise NotReady("the signalling server", "did not send its viewers what it was asked to send") from None


@asynccontextmanager
async def open_observer(url: str, token: str, key: str, sink: Sink) -> AsyncIterator[Observer]:
    """Listen in both rooms of a stream at the server at a base URL; each event becomes `observer.received`.

    Raises NotReady. A connection that the server loses is over: nothing more is reported from it.
    """
    observer = Observer(sink)
    address = f"ws://{urlsplit(url).netloc}/socket.io/?EIO=4&transport=websocket"
    headers = {"x-chaoslab-control": token, "x-chaoslab-observes": key}
    async with AsyncExitStack() as stack:
        for namespace in NAMESPACES:
            try:
                async with asyncio.timeout(_READY_WITHIN):
                    opening = connect(
                        address, additional_headers=headers, proxy=None, ping_interval=None, close_timeout=1
                    )
                    line = await stack.enter_async_context(opening)
                    await _enter(line, namespace)
            except (TimeoutError, OSError, InvalidHandshake, ConnectionClosed) as error:
                raise NotReady("the signalling server", f"at {url} let no observer into {namespace}") from error
            listening = asyncio.ensure_future(_listen(line, observer))
            stack.push_async_callback(_cancelled, listening)
        yield observer


async def _enter(line: ClientConnection, namespace: str) -> None:
    await line.recv()  # the handshake
    await line.send(f"40{namespace},")
    while not str(await line.recv()).startswith(f"40{namespace},"):
        pass


async def _listen(line: ClientConnection, observer: Observer) -> None:
    with contextlib.suppress(ConnectionClosed):
        async for message in line:
            if message == "2":
                await line.send("3")
            else:
                await observer.hear(str(message))


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait((task,))
