"""What happens on a leg reaches the browser as just that, and what the browser does reaches the leg."""

import asyncio

import pytest

from chaoslab import clock
from chaoslab.rig.processes.children import wait_until
from tests.rig.legs.page_router.stage import CHUNKED, HEAD, SOON, Side, stage

FLV = "/live/live/k.flv"
AT_ONCE = 2.0  # seconds
MANY = 1 << 26  # bytes; more than all buffers between the two ends hold
UPGRADE = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n"
SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


@pytest.mark.parametrize("last", [b"", b"0\r\n\r\n"], ids=["without its final chunk", "with its final chunk"])
async def test_a_chunked_answer_passes_byte_for_byte(last: bytes) -> None:
    whole = CHUNKED + b"3;x=1\r\nFLV\r\n" + b"a\r\n0123456789\r\n" + last

    async def serve(side: Side) -> None:
        await side.send(whole)

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        assert await browser.rest() == whole


@pytest.mark.parametrize("framing", [b"Content-Length: 5\r\n\r\n", b"\r\n"], ids=["with a length", "to the end"])
async def test_an_answer_of_another_framing_passes_byte_for_byte(framing: bytes) -> None:
    async def serve(side: Side) -> None:
        await side.send(HEAD + framing + b"hello")

    async with stage(hls=serve) as built, built.asking("/hls/k.m3u8") as browser:
        assert await browser.rest() == HEAD + framing + b"hello"


async def test_every_byte_is_handed_on_as_it_comes() -> None:
    taken = asyncio.Event()

    async def serve(side: Side) -> None:
        for byte in (b"H", b"T", b"T", b"P"):
            taken.clear()
            await side.send(byte)
            await taken.wait()

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        for byte in (b"H", b"T", b"T", b"P"):
            await browser.exactly(byte)
            taken.set()
        assert await browser.end() == "FIN"


async def test_a_reset_leg_is_a_reset_connection() -> None:
    taken = asyncio.Event()

    async def serve(side: Side) -> None:
        await side.send(CHUNKED + b"3\r\nFLV\r\n")
        await taken.wait()
        side.reset()

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        await browser.exactly(CHUNKED + b"3\r\nFLV\r\n")
        taken.set()
        assert await browser.end() == "RST"


async def test_a_leg_that_is_reset_before_it_answers_is_a_reset_connection() -> None:
    async def serve(side: Side) -> None:
        side.reset()

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        assert await browser.end() == "RST"


async def test_a_leg_that_ends_without_an_answer_is_an_empty_answer() -> None:
    async def serve(side: Side) -> None:
        side.writer.close()

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        assert await browser.rest() == b""


async def test_a_stall_is_a_stall_and_its_end_is_its_end() -> None:
    go_on = asyncio.Event()

    async def serve(side: Side) -> None:
        await side.send(CHUNKED)
        await go_on.wait()
        await side.send(b"3\r\nFLV\r\n")

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        await browser.exactly(CHUNKED)
        assert await browser.silent(seconds=0.5)
        go_on.set()
        assert await browser.rest() == b"3\r\nFLV\r\n"


async def still(count: list[int]) -> None:
    """Wait until a count stands for a quarter of a second."""
    seen = (-1, clock.now())

    async def stands() -> bool:
        nonlocal seen
        if count[0] != seen[0]:
            seen = (count[0], clock.now())
        return count[0] > 0 and clock.now() - seen[1] > 0.25

    await wait_until(stands, what="the sender to be held back", within=SOON)


async def test_a_browser_that_does_not_read_holds_the_leg_back_and_loses_nothing() -> None:
    sent = [0]

    async def serve(side: Side) -> None:
        while sent[0] < MANY:
            await side.send(b"x" * 4096)
            sent[0] += 4096

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        await still(sent)
        assert sent[0] < MANY
        assert len(await browser.rest()) == MANY


async def test_a_leg_that_does_not_read_holds_the_browser_back_and_gets_all() -> None:
    go_on, sent, got = asyncio.Event(), [0], [0]

    async def serve(side: Side) -> None:
        await go_on.wait()
        while got[0] < MANY and (data := await side.reader.read(1 << 16)):
            got[0] += len(data)
        await side.send(b"HTTP/1.1 204 No Content\r\n\r\n")

    async def upload(browser: Side) -> None:
        while sent[0] < MANY:
            await browser.send(b"x" * 4096)
            sent[0] += 4096

    long = f"Content-Length: {MANY}\r\n"
    async with stage(api=serve) as built, built.asking("/api/x", method="POST", headers=long) as browser:
        uploading = asyncio.ensure_future(upload(browser))
        await still(sent)
        assert sent[0] < MANY
        go_on.set()
        await uploading
        assert await browser.rest() == b"HTTP/1.1 204 No Content\r\n\r\n"
    assert got == [MANY]


@pytest.mark.parametrize("rude", [False, True], ids=["FIN", "RST"])
@pytest.mark.parametrize("flowing", [False, True], ids=["a silent leg", "a leg held back"])
async def test_a_browser_that_leaves_ends_its_connection_on_the_leg_at_once(rude: bool, flowing: bool) -> None:
    left_at, sent = asyncio.get_running_loop().create_future(), [0]

    async def serve(side: Side) -> None:
        try:
            await side.send(CHUNKED)
            while flowing:
                await side.send(b"x" * 4096)
                sent[0] += 4096
            await side.reader.read()
        except OSError:
            pass
        left_at.set_result(clock.now())

    async with stage(flv=serve) as built, built.asking(FLV) as browser:
        await browser.exactly(CHUNKED)
        if flowing:
            await still(sent)
        gone = clock.now()
        if rude:
            browser.reset()
        else:
            browser.writer.transport.abort()
        assert await asyncio.wait_for(left_at, SOON) - gone < AT_ONCE


async def test_a_leg_that_refuses_the_connection_is_a_bad_gateway_that_names_it() -> None:
    async with stage() as built, built.asking("/hls/k.m3u8") as browser:
        head, _, body = (await browser.rest()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 502 Bad Gateway\r\n")
    assert body == b"the hls leg refused the connection\n"
    assert f"Content-Length: {len(body)}".encode() in head


async def test_each_leg_gets_its_own_requests() -> None:
    async def serve(side: Side) -> None:
        await side.send(HEAD + b"\r\n")

    paths = {
        FLV: "flv",
        "/hls/k-1.ts": "hls",
        "/socket.io/?EIO=4": "socket",
        "/api/viewers/k": "api",
        "/watch/k": "page",
    }
    async with stage(flv=serve, hls=serve, socket=serve, api=serve, page=serve) as built:
        for path in paths:
            async with built.asking(path) as browser:
                await browser.rest()
    assert [(head.split()[1].decode(), leg) for leg, head in built.heads] == list(paths.items())


async def test_a_second_request_never_reaches_the_first_ones_server() -> None:
    beyond = asyncio.get_running_loop().create_future()

    async def serve(side: Side) -> None:  # keeps its connection open though it was asked to close it
        await side.send(b"HTTP/1.1 204 No Content\r\n\r\n")
        beyond.set_result(await side.reader.read())

    async with stage(api=serve) as built, built.asking("/api/x") as browser:
        await browser.head()
        await browser.send(b"GET /hls/k.m3u8 HTTP/1.1\r\nHost: shop.test\r\n\r\n")
        assert await browser.rest() == b""
        assert await asyncio.wait_for(beyond, SOON) == b""


async def test_an_answer_that_comes_before_the_body_has_ended_reaches_the_browser() -> None:
    async def serve(side: Side) -> None:
        await side.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
        await side.exactly(b"half")

    long = "Content-Length: 1000\r\n"
    async with stage(api=serve) as built, built.asking("/api/x", method="POST", headers=long) as browser:
        assert (await browser.head()).startswith(b"HTTP/1.1 413")
        await browser.send(b"half")
        assert await browser.rest() == b""
