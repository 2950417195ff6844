"""Harm to a trial's messages: an observer who sees what was sent, something to be sent all the time, and the rules."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from chaoslab.errors import NotReady
from chaoslab.rig.signalling.observer import Observer, open_observer
from chaoslab.rig.signalling.signalling import SignallingServer
from chaoslab.rig.signalling.signalling_control import SignallingControl
from chaoslab.timeline.events import Sink
from chaoslab.world.message_harm import MessageHarm

EVERY = 0.5  # seconds between two messages that the lab has sent to see what becomes of them


@dataclass
class MessageHarms:
    """The harms that are in force; while there are any, the stream's viewers are sent something all the time."""

    control: SignallingControl
    key: str
    sink: Sink
    alive: Callable[[], bool] = lambda: True  # whether the server is there; with one that died its harms are gone
    _open: dict[str, AsyncExitStack] = field(default_factory=dict)
    _times: int = 0

    async def harm(self, name: str, harm: MessageHarm) -> None:
        """Let the pages be sent one undisturbed message, then put the harm in force. Raises NotReady."""
        await self.mend(name)
        async with AsyncExitStack() as stack:
            observing = open_observer(self.control.url, self.control.token, self.key, self.sink)
            observer = await stack.enter_async_context(observing)
            await self._tell(harm, observer)
            telling = asyncio.ensure_future(self._tell_on(harm))
            stack.callback(telling.cancel)
            await self.control.harm(name, harm)
            self._open[name] = stack.pop_all()

    async def mend(self, name: str) -> None:
        """Lift the harm with that name, if there is one. Raises NotReady when a running server does not do it."""
        if name in self._open:
            try:
                await self.control.mend(name)
            except NotReady:
                if self.alive():
                    raise
            await self._open.pop(name).aclose()

    async def close(self) -> None:
        """Lift all; without a server nothing is harmed."""
        while self._open:
            await self._open.popitem()[1].aclose()
        with contextlib.suppress(NotReady):
            await self.control.mend()

    async def _tell(self, harm: MessageHarm, observer: Observer) -> None:
        before = observer.heard
        await self._say_something(harm)
        await observer.hears_more_than(before)

    async def _tell_on(self, harm: MessageHarm) -> None:
        while True:
            await asyncio.sleep(EVERY)
            with contextlib.suppress(NotReady):
                await self._say_something(harm)

    async def _say_something(self, harm: MessageHarm) -> None:
        """Into the chat only if the chat is harmed, as people can read it there."""
        if harm.namespace == "chat" or (harm.event or "").startswith("chat:"):
            self._times += 1
            await self.control.say(self.key, f"message {self._times}")
        else:
            await self.control.tell_count(self.key)


@asynccontextmanager
async def open_message_harms(server: SignallingServer, key: str, sink: Sink) -> AsyncIterator[MessageHarms]:
    """Begin without any harm and leave none behind. Raises NotReady."""
    await server.control.mend()
    harms = MessageHarms(server.control, key, sink, lambda: server.whole)
    try:
        yield harms
    finally:
        await asyncio.shield(harms.close())
