"""A browser's request as it reaches the server."""

import pytest

from chaoslab.rig.legs.page_router.request import LONGEST_HEAD
from tests.rig.legs.page_router.stage import HEAD, Side, stage


async def answer(side: Side) -> None:
    await side.send(HEAD + b"\r\n")


def names(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}


async def head_of(headers: str) -> dict[str, str]:
    async with stage(page=answer) as built, built.asking("/watch/k?a=%2F&b", headers=headers) as browser:
        await browser.rest()
    ((_, head),) = built.heads
    assert head.startswith(b"GET /watch/k?a=%2F&b HTTP/1.1\r\n")
    return names(head)


async def test_its_target_its_host_and_its_headers_stay_as_they_came() -> None:
    found = await head_of("Cookie: a=1; b=2\r\nRange: bytes=0-\r\nAccept: */*\r\n")
    assert found == {
        "host": "shop.test",
        "cookie": "a=1; b=2",
        "range": "bytes=0-",
        "accept": "*/*",
        "connection": "close",
    }


async def test_what_speaks_of_the_one_connection_stays_behind() -> None:
    found = await head_of("Connection: keep-alive, X-Hop\r\nKeep-Alive: timeout=5\r\nX-Hop: 1\r\nTE: trailers\r\n")
    assert found == {"host": "shop.test", "connection": "close"}


async def test_what_frames_a_request_is_never_taken_for_such_a_header() -> None:
    found = await head_of("Connection: Host, Content-Length\r\nContent-Length: 0\r\n")
    assert found == {"host": "shop.test", "content-length": "0", "connection": "close"}


async def test_a_protocol_is_asked_for_only_where_the_browser_asked_for_it() -> None:
    assert await head_of("Upgrade: websocket\r\n") == {"host": "shop.test", "connection": "close"}


@pytest.mark.parametrize(
    ("framing", "body"),
    [
        ("Content-Length: 11\r\n", b"hello world"),
        ("Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"),
    ],
    ids=["with a length", "in chunks"],
)
async def test_a_body_passes(framing: str, body: bytes) -> None:
    async def serve(side: Side) -> None:
        await side.exactly(body)
        await answer(side)

    async with stage(api=serve) as built, built.asking("/api/x", method="POST", headers=framing) as browser:
        for at in range(0, len(body), 3):
            await browser.send(body[at : at + 3])
        assert (await browser.rest()).startswith(b"HTTP/1.1 200")
    assert framing.strip().encode() in built.heads[0][1]


async def test_a_browser_that_waits_to_be_told_to_go_on_is_told_by_the_server() -> None:
    async def serve(side: Side) -> None:
        await side.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        await side.exactly(b"hello")
        await answer(side)

    headers = "Content-Length: 5\r\nExpect: 100-continue\r\n"
    async with stage(api=serve) as built, built.asking("/api/x", method="POST", headers=headers) as browser:
        await browser.exactly(b"HTTP/1.1 100 Continue\r\n\r\n")
        await browser.send(b"hello")
        assert (await browser.rest()).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 2 * LONGEST_HEAD, b"431"),
        (b"hello\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),  # no host
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
    ],
    ids=["a head without an end", "no request", "no host", "an unknown framing"],
)
async def test_what_is_no_request_is_refused_and_reaches_nobody(sent: bytes, status: bytes) -> None:
    async with stage(page=answer) as built, built.browser() as browser:
        await browser.send(sent)
        assert (await browser.head()).split()[1] == status
    assert built.heads == []


async def test_a_body_that_turns_out_to_be_none_ends_both_connections() -> None:
    async def serve(side: Side) -> None:
        assert await side.end() in ("FIN", "RST")

    headers = "Transfer-Encoding: chunked\r\n"
    async with stage(api=serve) as built, built.asking("/api/x", method="POST", headers=headers) as browser:
        await browser.send(b"not a size\r\n")
        assert await browser.end() in ("FIN", "RST")


async def test_a_browser_that_leaves_within_its_head_reaches_nobody() -> None:
    async with stage(page=answer) as built:
        async with built.browser() as browser:
            await browser.send(b"GET / HTT")
            browser.writer.write_eof()
            assert (await browser.head()).split()[1] == b"400"
        async with built.browser() as browser:
            await browser.send(b"GET / HTT")
            browser.reset()
    assert built.heads == []


async def test_a_browser_that_leaves_without_asking_disturbs_nobody() -> None:
    async with stage(page=answer) as built:
        async with built.browser():
            pass
        async with built.asking("/") as browser:
            assert (await browser.rest()).startswith(b"HTTP/1.1 200")
    assert len(built.heads) == 1


async def test_a_path_of_the_pages_own_choice_is_led_to_the_labs_and_told_beside_it() -> None:
    forged = "X-Chaoslab-Asked-For: /forged\r\n"
    async with (
        stage(hls=answer, patterns={"hls": ("/stream/*",)}, key="lab-1") as built,
        built.asking("/stream/lab-1/index.m3u8?a=1", headers=forged) as browser,
    ):
        await browser.rest()
    ((leg, head),) = built.heads
    assert leg == "hls"
    assert head.startswith(b"GET /hls/lab-1.m3u8?a=1 HTTP/1.1\r\n")
    assert names(head)["x-chaoslab-asked-for"] == "/stream/lab-1/index.m3u8"


async def test_what_the_players_own_server_is_asked_for_stays_as_it_is() -> None:
    async with stage(page=answer, key="lab-1") as built, built.asking("/watch/lab-1.m3u8") as browser:
        await browser.rest()
    assert built.heads[0][1].startswith(b"GET /watch/lab-1.m3u8 HTTP/1.1\r\n")
    assert "x-chaoslab-asked-for" not in names(built.heads[0][1])
