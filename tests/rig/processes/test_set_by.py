"""Waiting for an instant, or for being told to stop."""

import asyncio

from chaoslab import clock
from chaoslab.rig.processes.set_by import set_by


async def test_it_waits_for_the_instant_where_nothing_is_told() -> None:
    at = clock.now() + 0.05
    assert not await set_by(asyncio.Event(), at)
    assert clock.now() >= at


async def test_it_ends_as_soon_as_it_is_told() -> None:
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    begun = clock.now()
    assert await set_by(event, begun + 30)
    assert clock.now() - begun < 5


async def test_an_instant_that_is_past_is_no_wait() -> None:
    assert not await set_by(asyncio.Event(), clock.now() - 1)
