"""Watches the signalling server's own count of a stream's viewers, asked directly and not through a leg."""

import asyncio
import json
from contextlib import AbstractAsyncContextManager

from chaoslab import clock
from chaoslab.rig.processes.background import beside
from chaoslab.timeline.events import VIEWERS_STEP, Event, EventName, Sink
from harness.edge.upstream import Cut, OriginAway, open_get

_ANSWER_WITHIN = 1.0  # seconds


def watched_viewers(url: str, key: str, sink: Sink) -> AbstractAsyncContextManager[None]:
    """Note `viewers.counted {count}` at each change, and again when a server that was down answers.

    `url` is the server's base URL. If it shares its count over Redis, `shared` says whether Redis answers it.
    """
    return beside(_watch(url, key, sink))


async def _watch(url: str, key: str, sink: Sink) -> None:
    known: dict[str, object] | None = None
    while True:
        counted = await _ask(url, key)
        if counted is not None and counted != known:
            sink(Event(clock.now(), EventName.VIEWERS_COUNTED, counted))
        known = counted
        await asyncio.sleep(VIEWERS_STEP)


async def _ask(url: str, key: str) -> dict[str, object] | None:
    """What the server answers; None if it does not."""
    try:
        async with asyncio.timeout(_ANSWER_WITHIN), open_get(url, f"/api/viewers/{key}") as answer:
            body = json.loads(await answer.read_all())
            return {"count": int(body["viewers"])} | ({"shared": body["shared"]} if "shared" in body else {})
    except (TimeoutError, OriginAway, Cut, ValueError, KeyError, TypeError):
        return None
