"""What no longer answers is noticed; what fails, or answers late, is not silent."""

import asyncio

import pytest

from chaoslab.rig.browser.silence import until_silent
from chaoslab.rig.processes.children import wait_until


async def test_silence_is_noticed_however_often_there_was_an_answer_before() -> None:
    asked = []

    async def ask() -> None:
        asked.append(1)
        if len(asked) == 4:
            await asyncio.Event().wait()

    await asyncio.wait_for(until_silent(ask, every=0, within=0.01, grace=0), 5)
    assert len(asked) == 4


async def test_a_question_that_fails_is_not_silence() -> None:
    asked = []

    async def ask() -> None:
        asked.append(1)
        if len(asked) < 4:
            raise ConnectionError
        await asyncio.Event().wait()

    await asyncio.wait_for(until_silent(ask, every=0, within=0.01, grace=0), 5)
    assert len(asked) == 4


async def test_an_answer_that_lay_there_while_the_lab_was_stopped_counts() -> None:
    loop = asyncio.get_running_loop()
    asked: list[asyncio.Event] = []

    def stopped() -> None:
        loop.call_soon(loop.call_later, 0.001, asked[-1].set)  # what had come meanwhile is read last

    async def ask() -> None:
        asked.append(asyncio.Event())
        loop.call_later(0.01, stopped)
        await asked[-1].wait()

    watching = asyncio.ensure_future(until_silent(ask, every=0, within=0.005, grace=5))

    async def often() -> bool:
        return len(asked) >= 3

    await wait_until(often, what="the third question", within=5, every=0)
    assert not watching.done()
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
