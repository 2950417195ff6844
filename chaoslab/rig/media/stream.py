"""A stream on air: a publisher, and the proof that viewers get what it sends.

An origin that calls a stream live need not show it. SRS looks every 3 s for streams that nobody publishes or watches;
when that look falls into the moment in which it lets in the publisher of a new stream, it forgets the stream, and
viewers get nothing for as long as that publisher stays (1 of 60 streams). A viewer who waits before the publisher comes
prevents that, but then SRS writes the HLS of the stream under a wrong name. So a stream that is not shown is given up,
and published again under another key.
"""

import asyncio
import json
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.client import HTTPException

from chaoslab.errors import NotReady
from chaoslab.rig.media.harness import Harness, Media
from chaoslab.rig.media.publisher import Publisher, PublisherSettings, open_publisher, prepare_clips
from chaoslab.rig.processes.children import Children, wait_until
from chaoslab.timeline.events import Sink
from harness.edge.upstream import Cut, OriginAway, open_get

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback goes through no proxy
_LIVE_WITHIN = 15.0  # seconds
_SHOWN_WITHIN = 3.0  # seconds; a keyframe comes every second
_TRIES = 3
_OK = 200


@dataclass(frozen=True, slots=True)
class Stream:
    """What plays, under which key."""

    key: str
    publisher: Publisher


@asynccontextmanager
async def open_stream(  # noqa: PLR0913 - whom it is between, and what is sent
    children: Children,
    media: Media,
    sink: Sink,
    *,
    ingest_port: int,
    key: str,
    settings: PublisherSettings | None = None,
) -> AsyncIterator[Stream]:
    """Publish through a port on loopback, under `key` or one that begins with it; viewers see it when this returns.

    Raises NotReady when the origin does not take the stream, or takes it but shows it to no viewer.
    """
    chosen = settings or PublisherSettings()
    await prepare_clips(children, chosen.also)
    for turn in range(_TRIES):
        own = f"{key}-{turn + 1}" if turn else key
        url = media.origin.ingest(own, port=ingest_port)
        async with open_publisher(children, url, sink, settings=chosen) as publisher:
            await _wait_until_live(media.harness, own)
            if await _is_shown(media.harness, own):
                yield Stream(own, publisher)
                return
    raise NotReady("the origin", f"took the stream {_TRIES} times and showed it to no viewer")


async def _wait_until_live(harness: Harness, key: str) -> None:
    async def live() -> bool:
        return await asyncio.to_thread(_is_live, f"{harness.url}/api/stream/{key}")

    await wait_until(live, what="the stream to be live", within=_LIVE_WITHIN, watching=harness.child, every=0.02)


def _is_live(url: str) -> bool:
    try:
        with _direct.open(url, timeout=2) as answer:
            return bool(json.load(answer)["live"])
    except (OSError, ValueError, HTTPException):
        return False  # a harness that has died is noticed by the waiting caller


async def _is_shown(harness: Harness, key: str) -> bool:
    """Whether a viewer at the edge gets anything."""
    try:
        async with asyncio.timeout(_SHOWN_WITHIN), open_get(harness.url, f"/live/live/{key}.flv") as answer:
            return answer.status == _OK and bool(await answer.read())
    except (TimeoutError, OriginAway, Cut):
        return False
