"""The publisher as a child process, its log turned into events.

    async with open_publisher(children, f"rtmp://127.0.0.1:{port}/live/{key}", sink) as publisher:
        publisher.child       # what faults of the encoder act on

`publisher.started`, `publisher.frame_sent` and `publisher.stopped` reach the sink, stamped where they happened.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chaoslab.errors import NotReady
from chaoslab.events import Event, EventName, Sink
from chaoslab.rig.children import Child, Children, wait_until
from chaoslab.rig.publisher.settings import PublisherSettings, VideoSettings

__all__ = ["Publisher", "PublisherSettings", "VideoSettings", "open_publisher"]

_ROOT = Path(__file__).parents[3]
_START_DEADLINE = 20.0  # seconds; enough to encode the clip first


@dataclass
class Publisher:
    """A publisher that runs, or ran."""

    child: Child
    accepted: bool = False
    trouble: str = ""  # why it stopped last, or could not start

    async def was_accepted(self) -> bool:
        """Whether the origin has taken the stream at least once."""
        return self.accepted


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
        event = Event(said["at"], EventName(said["name"]), said["data"])
        if event.name is EventName.PUBLISHER_STARTED:
            publisher.accepted = True
        elif event.name is EventName.PUBLISHER_STOPPED:
            publisher.trouble = event.data["reason"]
        sink(event)
