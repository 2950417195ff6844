"""Messages on the browser's pipe, whole however they come."""

import asyncio
from asyncio.subprocess import PIPE

import pytest

from chaoslab.rig.browser.pipe import BrowserPipe
from tests.rig.browser.made_pipe import MadePipe

LONG = "x" * 2_000_000  # longer than a library's usual limit, as a screenshot is


async def heard(*pieces: bytes) -> list[str]:
    made = MadePipe()
    for piece in pieces:
        made.feeds(piece)
    made.ends()
    return [message async for message in made.pipe.each()]


async def test_messages_are_whole_however_the_pipe_cuts_them() -> None:
    text = '{"über":1}\0{}\0'.encode()
    for cut in range(len(text)):
        assert await heard(text[:cut], text[cut:]) == ['{"über":1}', "{}"]


async def test_a_message_longer_than_any_buffer_comes_in_one_piece() -> None:
    assert await heard(LONG.encode() + b"\0", b"{}\0") == [LONG, "{}"]


async def test_a_message_that_is_cut_off_by_the_end_of_the_browser_is_none() -> None:
    assert await heard(b'{"id":1}\0{"id":') == ['{"id":1}']


async def test_what_is_said_reaches_the_browser_with_a_zero_at_its_end() -> None:
    made = MadePipe()
    await made.pipe.say('{"id":1}')
    assert made.told.get_nowait() == '{"id":1}'


async def test_nothing_is_said_to_a_browser_that_is_gone(caplog: pytest.LogCaptureFixture) -> None:
    child = await asyncio.create_subprocess_exec("true", stdin=PIPE, stdout=PIPE)
    assert child.stdout is not None and child.stdin is not None
    pipe = BrowserPipe(child.stdout, child.stdin)
    assert [message async for message in pipe.each()] == []
    assert await child.wait() == 0
    for _ in range(10):
        await pipe.say("hello")
    assert caplog.records == []
