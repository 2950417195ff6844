"""Waiting for an instant, or for a signal to stop."""

import asyncio
import contextlib

from chaoslab import clock


async def set_by(event: asyncio.Event, at: float) -> bool:
    """Wait until the event is set or an instant of the lab clock has come; whether the event was set."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), max(at - clock.now(), 0))
    return event.is_set()
