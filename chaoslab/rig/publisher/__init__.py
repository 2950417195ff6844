"""The publisher as a child process, its log turned into events.

    async with open_publisher(children, f"rtmp://127.0.0.1:{port}/live/{key}", sink) as publisher:
        await publisher.stop()       # and publisher.start(): what faults of the encoder do

`publisher.started`, `publisher.frame_sent` and `publisher.stopped` reach the sink, stamped where they happened.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chaoslab.errors import NotReady
from chaoslab.events import Event, EventName, Sink
from chaoslab.rig.children import Child, Children, wait_until
from chaoslab.rig.publisher.settings import PublisherSettings, VideoSettings

__all__ = ["Publisher", "PublisherSettings", "VideoSettings", "open_publisher"]

_ROOT = Path(__file__).parents[3]
_START_DEADLINE = 20.0  # seconds; enough to encode the clip first
_ANSWER_DEADLINE = 3.0  # seconds; an origin that does not let go is left after two


@dataclass
class Publisher:
    """A publisher that runs, or ran."""

    child: Child
    accepted: bool = False
    trouble: str = ""  # why it stopped last, or could not start
    did: list[str] = field(default_factory=list)  # what it was told and has done

    async def was_accepted(self) -> bool:
        """Whether the origin has taken the stream at least once."""
        return self.accepted

    async def stop(self) -> None:
        """Take leave of the origin as an encoder does; returns when the connection is closed."""
        await self._tell("stop")

    async def start(self) -> None:
        """Publish again under the same key; returns when it has begun to connect. A dead one has nothing to do."""
        if self.child.alive:
            await self._tell("start")

    async def _tell(self, word: str) -> None:
        """Raises NotReady when the publisher is gone or does not answer."""
        told = len(self.did)

        async def done() -> bool:
            return word in self.did[told:]

        assert self.child.process.stdin is not None
        with contextlib.suppress(ConnectionError):  # one that died is found below, with its last words
            self.child.process.stdin.write(f"{word}\n".encode())
            await self.child.process.stdin.drain()
        await wait_until(done, what=f"the publisher to {word}", within=_ANSWER_DEADLINE, watching=self.child)


@asynccontextmanager
async def open_publisher(
    children: Children, url: str, sink: Sink, *, settings: PublisherSettings | None = None
) -> AsyncIterator[Publisher]:
    """Publish to rtmp://HOST:PORT/live/KEY; returns once the origin has accepted. On leaving it takes its leave.

    Raises NotReady when the origin does not accept within 20 s.
    """
    told = settings or PublisherSettings()
    video = told.video
    argv = [sys.executable, "-m", "chaoslab.rig.publisher", "--url", url, "--mode", told.mode, "--size", video.size]
    argv += ["--fps", str(video.fps), "--bitrate", str(video.bitrate)]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    child = await children.start("publisher", argv, pipe_input=True, pipe_output=True, env={"PYTHONPATH": path})
    publisher = Publisher(child)
    listening = asyncio.ensure_future(_listen(publisher, sink))
    try:
        await _until_accepted(publisher)
        yield publisher
    finally:
        await asyncio.shield(children.stop(child))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listening, 1)  # its last words


async def _until_accepted(publisher: Publisher) -> None:
    what = "the origin to accept the stream"
    try:
        await wait_until(publisher.was_accepted, what=what, within=_START_DEADLINE, watching=publisher.child)
    except NotReady as error:
        if not publisher.trouble:
            raise
        raise NotReady("the publisher", f"found no origin within {_START_DEADLINE:g} s: {publisher.trouble}") from error


async def _listen(publisher: Publisher, sink: Sink) -> None:
    assert publisher.child.process.stdout is not None
    async for line in publisher.child.process.stdout:
        said = json.loads(line)
        if "did" in said:
            publisher.did.append(said["did"])
            continue
        event = Event(said["at"], EventName(said["name"]), said["data"])
        if event.name is EventName.PUBLISHER_STARTED:
            publisher.accepted = True
        elif event.name is EventName.PUBLISHER_STOPPED:
            publisher.trouble = event.data["reason"]
        sink(event)
