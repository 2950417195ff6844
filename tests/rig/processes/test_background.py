"""Something that goes on beside a block of code."""

import asyncio

import pytest

from chaoslab.rig.processes.background import beside


async def test_the_work_goes_on_until_the_block_is_left() -> None:
    ended = asyncio.Event()
    begun = asyncio.Event()

    async def work() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with beside(work()):
        await begun.wait()
        assert not ended.is_set()
    assert ended.is_set()


async def test_what_broke_in_it_is_told_when_the_block_is_left() -> None:
    async def work() -> None:
        raise OSError("no such disk")

    with pytest.raises(OSError, match="no such disk"):
        async with beside(work()):
            await asyncio.sleep(0)
