"""What a viewer gets of an answer that is harmed, down to the last message."""

import asyncio
import time
from typing import Any

import pytest

from harness.exchange import Exchange, Receive, Scope, Send
from harness.harm.acts import Abort, Act, Delay, Stale, Status, Truncate
from harness.harm.carry_out import KEPT, answer
from harness.harm.rules import Hit
from harness.line import LINE
from tests.harness.fakes import Viewer

BODY = b"0123456789"


async def whole(scope: Scope, receive: Receive, send: Send) -> None:
    await Exchange(scope, receive, send).answer(200, "video/mp2t", BODY)


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Flows on until it is stopped."""
    exchange = Exchange(scope, receive, send)
    await exchange.start(200, [])
    while True:
        await exchange.pass_on(b"abcd")
        await asyncio.sleep(0)


def hit(act: Act, **memory: str) -> Hit:
    return Hit(act, asyncio.Event(), memory)


async def harmed(*hits: Hit, app: Any = whole, **scope: Any) -> Viewer:
    viewer = Viewer()
    async with asyncio.timeout(2):
        await answer(hits, app, viewer.exchange("/hls/k-1.ts", **scope))
    return viewer


async def test_without_harm_the_answer_is_the_applications() -> None:
    viewer = await harmed()
    assert (viewer.status, viewer.body, viewer.finished) == (200, BODY, True)


async def test_a_status_takes_the_answers_place() -> None:
    viewer = await harmed(hit(Status(503, retry_after=7)))
    assert (viewer.status, viewer.body, viewer.finished) == (503, b"503\n", True)
    assert viewer.headers["retry-after"] == viewer.headers["access-control-expose-headers"].replace("retry-after", "7")
    assert "retry-after" not in (await harmed(hit(Status(404)))).headers


async def test_a_delay_holds_the_answer_back_by_its_time() -> None:
    began = time.monotonic()
    viewer = await harmed(hit(Delay(0.1)))
    assert viewer.body == BODY
    assert time.monotonic() - began >= 0.1


async def test_what_is_held_back_is_let_go_when_the_rule_is_lifted() -> None:
    held = hit(Delay(60))
    waiting = asyncio.ensure_future(harmed(held))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    held.lifted.set()
    assert (await waiting).body == BODY


class FakeLine:
    def __init__(self, viewer: Viewer) -> None:
        self.viewer, self.cuts = viewer, 0

    def cut(self) -> None:
        self.cuts += 1
        self.viewer.left.set()


async def test_a_connection_that_is_cut_before_the_head_carries_nothing() -> None:
    viewer = Viewer()
    line = FakeLine(viewer)
    async with asyncio.timeout(2):
        await answer([hit(Abort(after_head=False))], whole, viewer.exchange("/", **{LINE: line}))
    assert (viewer.sent, line.cuts) == ([], 1)


async def test_one_that_is_cut_behind_the_head_carries_the_head() -> None:
    for app in (whole, stream):
        viewer = await harmed(hit(Abort(after_head=True)), app=app)
        assert (viewer.status, viewer.body, viewer.finished) == (200, b"", False)


@pytest.mark.parametrize(("size", "body"), [(0, b""), (4, b"0123"), (9, b"012345678")])
async def test_a_body_that_is_broken_off_still_said_how_long_it_is(size: int, body: bytes) -> None:
    viewer = await harmed(hit(Truncate(size, clean=False)))
    assert (viewer.body, viewer.finished, viewer.headers["content-length"]) == (body, False, "10")


async def test_a_body_that_ends_early_as_if_that_were_all_said_nothing_of_its_length() -> None:
    viewer = await harmed(hit(Truncate(4, clean=True)))
    assert (viewer.body, viewer.finished) == (b"0123", True)
    assert "content-length" not in viewer.headers


@pytest.mark.parametrize("clean", [True, False])
async def test_a_body_that_is_no_longer_than_that_is_left_alone(clean: bool) -> None:
    viewer = await harmed(hit(Truncate(10, clean=clean)))
    assert (viewer.body, viewer.finished) == (BODY, True)


@pytest.mark.parametrize("clean", [True, False])
async def test_a_stream_ends_after_so_many_bytes(clean: bool) -> None:
    viewer = await harmed(hit(Truncate(10, clean=clean)), app=stream)
    assert (viewer.body, viewer.finished) == (b"abcdabcdab", clean)


async def test_harms_add_up_and_the_first_is_the_outermost() -> None:
    began = time.monotonic()
    viewer = await harmed(hit(Delay(0.05)), hit(Truncate(3, clean=True)), hit(Status(500)))
    assert (viewer.status, viewer.body) == (500, b"500")
    assert time.monotonic() - began >= 0.05


async def test_a_kept_playlist_is_served() -> None:
    viewer = await harmed(hit(Stale("k"), **{KEPT: "#EXTM3U\n#EXTINF:1,\nk-1.ts\n"}))
    assert viewer.body == b"#EXTM3U\n#EXTINF:1,\nk-1.ts\n"
