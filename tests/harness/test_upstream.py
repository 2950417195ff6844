"""An origin's answer: handed on as it comes, with its end told apart from a cut."""

import asyncio

import pytest

from harness.edge.relay import fetched
from harness.edge.upstream import Cut, OriginAway, open_get
from tests.harness.fakes import CUT, origin

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: video/x-flv\r\n\r\n"
SIZED = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
UNTIL_CLOSE = b"HTTP/1.1 200 OK\r\n\r\n"


async def test_bytes_are_there_before_the_answer_is_whole() -> None:
    async with origin(lambda _: [CHUNKED, b"3\r\nabc\r\n"]) as base, open_get(base, "/") as answer:
        assert (answer.status, answer.headers[b"content-type"]) == (200, b"video/x-flv")
        assert await asyncio.wait_for(answer.read(), 1) == b"abc"


@pytest.mark.parametrize(
    "parts",
    [
        [CHUNKED, b"3\r\nabc\r\n", b"0\r\n\r\n"],  # the connection stays open
        [CHUNKED, b"1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", CUT],
        [UNTIL_CLOSE, b"abc", CUT],
    ],
)
async def test_a_proper_end_is_an_empty_read(parts: list[bytes]) -> None:
    async with origin(lambda _: parts) as base, open_get(base, "/") as answer:
        assert await asyncio.wait_for(answer.read_all(), 1) == b"abc"
        assert await answer.read() == b""


async def test_a_name_and_a_password_in_a_url_are_sent_along_and_none_are_made_up() -> None:
    heads: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for base in (f"http://me:secret@{address}", f"http://{address}"):
            async with open_get(base, "/") as answer:
                assert answer.status == 204
    assert "Authorization: Basic bWU6c2VjcmV0\r\n" in heads[0]
    assert f"Host: {address}\r\n" in heads[0]
    assert "authorization" not in heads[1].lower()


@pytest.mark.parametrize("parts", [[CHUNKED, b"3\r\nabc\r\n", CUT], [CHUNKED, b"5\r\nab", CUT], [SIZED, b"abc", CUT]])
async def test_an_end_before_the_end_is_a_cut(parts: list[bytes]) -> None:
    async with origin(lambda _: parts) as base, open_get(base, "/") as answer:
        with pytest.raises(Cut):
            await asyncio.wait_for(answer.read_all(), 1)


@pytest.mark.parametrize("parts", [[CUT], [b"HTTP/1.1 20", CUT], [b"nonsense\r\n\r\n", CUT]])
async def test_an_origin_that_does_not_answer_is_away(parts: list[bytes]) -> None:
    async with origin(lambda _: parts) as base:
        with pytest.raises(OriginAway):
            await fetched(base, "/")


async def test_nobody_at_the_port_is_away() -> None:
    with pytest.raises(OriginAway):
        await fetched("http://127.0.0.1:1", "/")


async def test_leaving_closes_the_connection_at_once() -> None:
    closed = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(CHUNKED)
        try:
            while await reader.read(1 << 10):
                pass
        except ConnectionError:
            pass
        closed.set()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        async with open_get(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "/"):
            pass
        await asyncio.wait_for(closed.wait(), 1)
