"""A Redis of the trial's own, which keeps nothing and is gone afterwards."""

import asyncio

import psutil
import pytest

from chaoslab.rig.processes.children import accepts, open_children
from chaoslab.rig.signalling.redis import RedisServer, open_redis
from tests.programs_here import redis as redis_here

pytestmark = pytest.mark.skipif(redis_here() is None, reason="no redis-server on PATH, and CHAOSLAB_REDIS names none")


async def said(redis: RedisServer, *words: str, password: str = "") -> bytes:
    """The first line of its answer to a command, from one who knows the password or says another."""
    reader, writer = await asyncio.open_connection("127.0.0.1", redis.port)
    for command in (("AUTH", password or redis.password), words):
        lines = [f"*{len(command)}\r\n", *(f"${len(word)}\r\n{word}\r\n" for word in command)]
        writer.write("".join(lines).encode())
    await reader.readuntil(b"\r\n")
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
            assert await said(redis, "PING") == b"+PONG"
            assert await said(redis, "CONFIG", "GET", "save") == b""
            assert await said(redis, "CONFIG", "GET", "appendonly") == b"no"
            assert await said(redis, "CONFIG", "GET", "bind") == b"127.0.0.1"
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
        await said(one, "SET", "a", "1")
        assert await said(other, "GET", "a") == b"$-1"


async def test_it_answers_nobody_who_does_not_know_its_password_and_no_command_line_tells_it() -> None:
    program = redis_here()
    assert program
    async with open_children() as children, open_redis(children, program) as redis:
        assert (await said(redis, "PING", password="guessed")).startswith(b"-NOAUTH")
        assert redis.password not in " ".join(psutil.Process(redis.child.pid).cmdline())
        await redis.stop()
        await redis.start()
        assert (await said(redis, "PING", password="guessed")).startswith(b"-NOAUTH")
        assert await said(redis, "PING") == b"+PONG"
