"""The publisher's process: its orders and answers, its death, and its replacement."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Mapping
from typing import Any

from chaoslab.errors import NotReady
from chaoslab.rig.media.publisher.orders import NOTE, START
from chaoslab.rig.media.publisher.settings import PublisherSettings
from chaoslab.rig.processes.children import Child, Children, wait_until
from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.timeline.events import Event, EventName, Sink

_ANSWER_DEADLINE = 3.0  # seconds; an origin that does not let go is left after two
_BEGIN_DEADLINE = 4.0  # seconds; a process that takes the place of another has its clips in the cache
_UNSAID = 2  # frames that one may have sent in its last moment
_LAST_WORDS = 1.0  # seconds


class PublisherProcess:
    """One publisher under one key, whose process may be killed and started again."""

    def __init__(self, children: Children, url: str, sink: Sink, settings: PublisherSettings) -> None:
        self._children, self._sink = children, sink
        # Every user of the machine can read a command line, and the URL holds what lets the publisher in.
        self._url = url
        self._argv = own_python("chaoslab.rig.media.publisher", "--url", "-", *_arguments(settings))
        self._did: list[str] = []  # what the present process was told and has done
        self._listening: asyncio.Future[None] | None = None
        self._next = settings.first
        self.child: Child | None = None  # None while it is killed
        self.settings = settings
        self.accepted = False  # whether the origin has taken the stream at least once
        self.trouble = ""  # why it stopped last, or could not start
        self.gone: asyncio.Future[str] = (
            asyncio.get_running_loop().create_future()
        )  # with words, when it died by itself

    async def begin(self) -> None:
        """Start a process; frame numbers go on after those that were sent."""
        argv = [*self._argv, "--first", str(self._next)]
        self._did = []
        child = await self._children.start("publisher", argv, pipe_input=True, pipe_output=True, env=OWN_PATH)
        self.child = child
        assert child.process.stdin is not None
        child.process.stdin.write(f"{self._url}\n".encode())
        self._listening = asyncio.ensure_future(self._listen(child))

    async def begin_anew(self) -> None:
        """The same where there is none; returns when it publishes, or tries to. Raises NotReady."""
        self._next += _UNSAID
        await self.begin()
        await self._until_done(START, after=0, within=_BEGIN_DEADLINE)

    async def kill(self) -> None:
        """SIGKILL: the origin sees a connection that ends abruptly."""
        if self.child is not None:
            with contextlib.suppress(NotReady):
                await self.tell(NOTE)  # what it sent is in its log before it can log no more
        child, self.child = self.child, None
        if child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            await self._away(child)

    async def end(self) -> None:
        """Have it unpublish and end."""
        child, self.child = self.child, None
        if child is not None:
            await self._away(child)

    async def tell(self, order: str) -> None:
        """Returns when the order is carried out. Raises NotReady when the publisher is gone or does not answer."""
        before = len(self._did)
        assert self.child is not None
        assert self.child.process.stdin is not None
        with contextlib.suppress(ConnectionError):  # if it died, that is noticed below, with its last words
            self.child.process.stdin.write(f"{order}\n".encode())
            await self.child.process.stdin.drain()
        await self._until_done(order, after=before, within=_ANSWER_DEADLINE)

    async def _until_done(self, order: str, *, after: int, within: float) -> None:
        async def done() -> bool:
            return order in self._did[after:]

        await wait_until(done, what=f"the publisher to {order}", within=within, watching=self.child)

    async def _away(self, child: Child) -> None:
        await asyncio.shield(self._children.stop(child))
        if self._listening is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._listening, _LAST_WORDS)

    async def _listen(self, child: Child) -> None:
        assert child.process.stdout is not None
        async for line in child.process.stdout:
            if line.endswith(b"\n"):  # one that was killed may leave half a line
                self._hear(json.loads(line))
        await child.process.wait()
        if self.child is child and not self.gone.done():
            self.gone.set_result(f"the publisher ended ({child.last_words()})")

    def _hear(self, message: Mapping[str, Any]) -> None:
        if "did" in message:
            self._did.append(message["did"])
            return
        event = Event(message["at"], EventName(message["name"]), message["data"])
        if event.name is EventName.PUBLISHER_STARTED:
            self.accepted = True
        elif event.name is EventName.PUBLISHER_STOPPED:
            self.trouble = event.data["reason"]
        elif event.name is EventName.PUBLISHER_FRAME_SENT:
            self._next = event.data["frame"] + 1
        self._sink(event)


def _arguments(settings: PublisherSettings) -> list[str]:
    arguments = ["--mode", settings.mode, "--encoding", settings.video.to_json()]
    for video in settings.also:
        arguments += ["--also", video.to_json()]
    return [*arguments, "--begins-at", f"{settings.begins_at:g}"]
