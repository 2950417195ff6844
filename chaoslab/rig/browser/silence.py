"""Notices that something which should answer at any time no longer does."""

import asyncio
from collections.abc import Awaitable, Callable

EVERY = 2.0  # seconds between two questions
SILENT = 8.0  # seconds without an answer; what is alive takes a few milliseconds, on a busy machine too
_LEFT_LYING = 1.0  # seconds for an answer that came while the lab itself was stopped


async def until_silent(
    ask: Callable[[], Awaitable[object]], *, every: float = EVERY, within: float = SILENT, grace: float = _LEFT_LYING
) -> None:
    """Ask again and again; returns when an answer stays out. A question that fails is none: what is gone shows so."""
    while True:
        if not await _answers(ask, within, grace):
            return
        await asyncio.sleep(every)


async def _answers(ask: Callable[[], Awaitable[object]], *waits: float) -> bool:
    asking = asyncio.ensure_future(ask())
    asking.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    try:
        for seconds in waits:
            await asyncio.wait((asking,), timeout=seconds)
        return asking.done()
    finally:
        asking.cancel()  # not awaited: a driver's call ends only when the driver answers
