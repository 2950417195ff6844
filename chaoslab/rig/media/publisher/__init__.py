"""The publisher as a child process, its log turned into events.

    async with open_publisher(children, f"rtmp://127.0.0.1:{port}/live/{key}", sink) as publisher:
        await publisher.stop()       # and publisher.start(): what faults of the encoder do

`publisher.started`, `publisher.frame_sent` and `publisher.stopped` reach the sink, stamped where they happened.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from chaoslab.errors import NotReady
from chaoslab.rig.media.publisher.clip import file_of
from chaoslab.rig.media.publisher.process import PublisherProcess
from chaoslab.rig.media.publisher.publisher import Publisher
from chaoslab.rig.media.publisher.settings import PublisherSettings, VideoSettings
from chaoslab.rig.processes.children import Children, wait_until
from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.timeline.events import Sink

__all__ = ["Publisher", "PublisherSettings", "VideoSettings", "open_publisher", "prepare_clips"]

_START_DEADLINE = 20.0  # seconds; enough to encode the clip first
_PREPARED_WITHIN = 180.0  # seconds a clip; a large one takes some ten on a machine that does nothing else


@asynccontextmanager
async def open_publisher(
    children: Children, url: str, sink: Sink, *, settings: PublisherSettings | None = None
) -> AsyncIterator[Publisher]:
    """Publish to rtmp://HOST:PORT/live/KEY; returns once the origin has accepted. On leaving, it unpublishes.

    Raises NotReady when the origin does not accept within 20 s.
    """
    process = PublisherProcess(children, url, sink, settings or PublisherSettings())
    await process.begin()
    try:
        await _until_accepted(process)
        yield Publisher(process)
    finally:
        await process.end()


async def prepare_clips(children: Children, encodings: Iterable[VideoSettings]) -> None:
    """Have each clip encoded that is not in the cache yet. Raises NotReady."""
    for video in encodings:
        if file_of(video).exists():
            continue
        argv = own_python("chaoslab.rig.media.publisher", "--prepare", "--encoding", video.to_json())
        child = await children.start("encoder", argv, env=OWN_PATH)
        try:
            code = await asyncio.wait_for(child.process.wait(), _PREPARED_WITHIN)
        except TimeoutError:
            raise NotReady("the encoder", f"made no clip of {video.size} within {_PREPARED_WITHIN:g} s") from None
        finally:
            await asyncio.shield(children.stop(child))
        if code:
            raise NotReady("the encoder", f"ended with code {code}: {child.last_words()}")


async def _until_accepted(process: PublisherProcess) -> None:
    async def accepted() -> bool:
        return process.accepted

    try:
        await wait_until(
            accepted, what="the origin to accept the stream", within=_START_DEADLINE, watching=process.child
        )
    except NotReady as error:
        if not process.trouble:
            raise
        why = f"found no origin within {_START_DEADLINE:g} s: {process.trouble}"
        raise NotReady("the publisher", why) from error
