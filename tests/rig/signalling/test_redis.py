"""A Redis of the trial's own, which keeps nothing and is gone afterwards."""

import asyncio

import pytest

from chaoslab.rig.processes.children import accepts, open_children
from chaoslab.rig.signalling.redis import open_redis
from tests.programs_here import redis as redis_here

pytestmark = pytest.mark.skipif(redis_here() is None, reason="no redis-server on PATH, and CHAOSLAB_REDIS names none")


async def said(port: int, *words: str) -> bytes:
    """The first line of its answer to a command."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("".join([f"*{len(words)}\r\n", *(f"${len(word)}\r\n{word}\r\n" for word in words)]).encode())
    answer = await reader.readuntil(b"\r\n")
    if answer.startswith(b"*"):  # a setting: its name, then its value
        answer = [await reader.readuntil(b"\r\n") for _ in range(4)][3]
    writer.close()
    return answer.strip()


async def test_it_answers_keeps_nothing_on_the_disk_and_is_gone_afterwards() -> None:
    program = redis_here()
    assert program
    async with open_children() as children:
        async with open_redis(children, program) as redis:
            assert await said(redis.port, "PING") == b"+PONG"
            assert await said(redis.port, "CONFIG", "GET", "save") == b""
            assert await said(redis.port, "CONFIG", "GET", "appendonly") == b"no"
            assert await said(redis.port, "CONFIG", "GET", "bind") == b"127.0.0.1"
        assert not await accepts("127.0.0.1", redis.port)
        assert children._running == []


async def test_two_at_once_are_two() -> None:
    program = redis_here()
    assert program
    async with (
        open_children() as children,
        open_redis(children, program) as one,
        open_redis(children, program) as other,
    ):
        await said(one.port, "SET", "a", "1")
        assert await said(other.port, "GET", "a") == b"$-1"
