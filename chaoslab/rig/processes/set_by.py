"""Waiting for an instant, or for being told to stop."""

import asyncio
import contextlib

from chaoslab import clock


async def set_by(event: asyncio.Event, at: float) -> bool:
    """Whether the event is set when an instant of the lab clock has come; as soon as it is."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), max(at - clock.now(), 0))
    return event.is_set()
