"""Two signalling servers over a real Redis: one room, one count, one limit; and each for itself while it is away."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest

from chaoslab.rig.children import Children, wait_until
from chaoslab.rig.harness import Harness, open_harness
from chaoslab.rig.redis import RedisServer, open_redis
from harness.edge.upstream import open_request
from harness.settings import Settings
from tests.harness.socket_client import SocketClient, connected
from tests.programs_here import redis as redis_here
from tests.rig.raw_http import fetch

pytestmark = pytest.mark.skipif(redis_here() is None, reason="no redis-server on PATH, and CHAOSLAB_REDIS names none")
KEY = {"key": "key"}
JOIN = "stream:viewer:join"
TOKEN = "a-token"


@dataclass(frozen=True)
class Pair:
    """Two servers and their Redis."""

    redis: RedisServer
    one: Harness
    other: Harness


@asynccontextmanager
async def pair(children: Children, *, shared: bool = True) -> AsyncIterator[Pair]:
    program = redis_here()
    assert program
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(open_redis(children, program))
        url = f"redis://127.0.0.1:{redis.port}/0" if shared else ""
        settings = Settings(serves="signalling", redis=url, control_token=TOKEN)
        servers = [await stack.enter_async_context(open_harness(children, settings)) for _ in range(2)]
        yield Pair(redis, *servers)


async def standing(server: Harness) -> dict[str, object]:
    return dict(json.loads((await fetch(f"{server.url}/api/viewers/key")).body))


async def until(server: Harness, **wanted: object) -> None:
    async def so() -> bool:
        return (await standing(server)).items() >= wanted.items()

    await wait_until(so, what=f"{server.child.name} to say {wanted}", within=8)


async def end(server: Harness) -> None:
    asked = open_request(server.url, "/control/stream/key/end", method="POST", headers={"x-chaoslab-control": TOKEN})
    async with asked as answer:
        assert answer.status == 200


@asynccontextmanager
async def silent(redis: RedisServer) -> AsyncIterator[None]:
    """Redis accepts connections and answers nothing."""
    os.kill(redis.child.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(redis.child.pid, signal.SIGCONT)


async def test_viewers_of_both_servers_are_counted_together(children: Children) -> None:
    async with pair(children) as two, connected(two.one.url, "/streaming") as here:
        await here.ask(JOIN, KEY)
        async with connected(two.other.url, "/streaming") as there:
            assert (await there.ask(JOIN, KEY))["count"] == 2
            assert [(await here.told("stream:viewer:count"))["count"] for _ in range(2)] == [1, 2]
            assert await standing(two.one) == {"key": "key", "viewers": 2, "ended": False, "shared": True}
        assert (await here.told("stream:viewer:count"))["count"] == 1


async def test_a_message_reaches_the_viewers_of_both_servers_and_who_comes_later_reads_it(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/chat") as here,
        connected(two.other.url, "/chat") as there,
    ):
        await here.ask("chat:join", KEY)
        await there.ask("chat:join", KEY)
        assert await here.ask("chat:message", {"text": "hello"}) == {"ok": True}
        heard = await there.told("chat:message")
        assert (heard["text"], await here.told("chat:message")) == ("hello", heard)
        async with connected(two.other.url, "/chat") as late:
            assert await late.ask("chat:join", KEY) == {"history": [heard]}


async def test_an_end_at_one_server_is_told_at_both(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/streaming") as here,
        connected(two.other.url, "/streaming") as there,
    ):
        await here.ask(JOIN, KEY)
        await there.ask(JOIN, KEY)
        await end(two.one)
        assert await here.told("stream:ended") == await there.told("stream:ended") == KEY
        async with connected(two.other.url, "/streaming") as late:
            assert (await late.ask(JOIN, KEY))["ended"] is True
            assert await late.told("stream:ended") == KEY


Say = Callable[[SocketClient], Awaitable[bool]]


async def chat(client: SocketClient) -> bool:
    return bool((await client.ask("chat:message", {"text": "x"}))["ok"])


async def join(client: SocketClient) -> bool:
    return "error" not in await client.ask(JOIN, KEY)


async def let_through(servers: Sequence[Harness], namespace: str, say: Say, times: int) -> int:
    """How often one client, connected to every server, gets through that asks each so many times."""
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(connected(server.url, namespace, client="viewer-0001"))
            for server in servers
        ]
        if namespace == "/chat":
            for client in clients:
                await client.ask("chat:join", KEY)
        return sum([await say(client) for client in clients for _ in range(times)])


@pytest.mark.parametrize(("shared", "through"), [(True, 20), (False, 40)])
async def test_only_over_redis_do_two_servers_keep_the_limit_on_messages(
    children: Children, shared: bool, through: int
) -> None:
    async with pair(children, shared=shared) as two:
        assert await let_through((two.one, two.other), "/chat", chat, 25) == through


@pytest.mark.parametrize(("shared", "through"), [(True, 10), (False, 20)])
async def test_only_over_redis_do_two_servers_keep_the_limit_on_joins(
    children: Children, shared: bool, through: int
) -> None:
    async with pair(children, shared=shared) as two:
        assert await let_through((two.one, two.other), "/streaming", join, 15) == through


async def test_at_the_same_time_the_limit_holds_too(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/chat", client="viewer-0001") as here,
        connected(two.other.url, "/chat", client="viewer-0001") as there,
    ):
        await here.ask("chat:join", KEY)
        await there.ask("chat:join", KEY)

        async def often(client: SocketClient) -> int:
            return sum([await chat(client) for _ in range(20)])

        assert sum(await asyncio.gather(often(here), often(there))) == 20


async def test_a_client_that_connects_anew_keeps_its_limit_under_its_name(children: Children) -> None:
    async with pair(children) as two:
        for through in (20, 0):
            assert await let_through((two.one,), "/chat", chat, 21) == through


async def test_the_viewers_of_a_server_that_was_killed_are_not_counted_for_long(children: Children) -> None:
    async with pair(children) as two, connected(two.one.url, "/streaming") as here:
        await here.ask(JOIN, KEY)
        async with connected(two.other.url, "/streaming") as there:
            await there.ask(JOIN, KEY)
            two.other.child.process.kill()
            await until(two.one, viewers=1)
        told = [0]
        while told[-2:] != [2, 1]:  # the 2 may be told twice: by the other server, and at the next look around
            told.append((await here.told("stream:viewer:count"))["count"])
        assert told in ([0, 1, 2, 1], [0, 1, 2, 2, 1])


async def test_without_redis_each_goes_on_for_its_own_viewers_and_finds_the_others_again(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/streaming") as here,
        connected(two.other.url, "/streaming") as there,
    ):
        await here.ask(JOIN, KEY)
        await there.ask(JOIN, KEY)
        async with silent(two.redis):
            await until(two.one, viewers=1, shared=False)
            async with connected(two.one.url, "/streaming") as third:
                assert (await third.ask(JOIN, KEY))["count"] == 2
                await end(two.one)
                assert await here.told("stream:ended") == KEY
        await until(two.one, viewers=2, shared=True, ended=True)
        assert await there.told("stream:ended") == KEY


async def test_without_redis_the_chat_goes_on_at_each_server_within_its_own_limit(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/chat") as here,
        connected(two.one.url, "/chat") as beside,
    ):
        await here.ask("chat:join", KEY)
        await beside.ask("chat:join", KEY)
        two.redis.child.process.kill()
        assert sum([await chat(here) for _ in range(21)]) == 20
        assert (await beside.told("chat:message"))["text"] == "x"


async def test_an_outage_is_told_in_one_line_and_its_end_in_another(children: Children) -> None:
    async with pair(children) as two, connected(two.one.url, "/chat") as here:
        await here.ask("chat:join", KEY)
        async with silent(two.redis):
            for _ in range(5):
                assert await chat(here)
            await until(two.one, shared=False)
        await until(two.one, shared=True)
        lines = two.one.child.log.read_text().splitlines()
    assert len(lines) == 2, lines
    assert lines[0].startswith(f"Redis at 127.0.0.1:{two.redis.port} is away (")
    assert lines[1] == f"Redis at 127.0.0.1:{two.redis.port} is back"


async def test_rooms_are_one_again_after_an_outage(children: Children) -> None:
    async with (
        pair(children) as two,
        connected(two.one.url, "/chat") as here,
        connected(two.other.url, "/chat") as there,
    ):
        await here.ask("chat:join", KEY)
        await there.ask("chat:join", KEY)
        async with silent(two.redis):
            await until(two.one, shared=False)
            await until(two.other, shared=False)
        await until(two.one, shared=True)
        await until(two.other, shared=True)

        async def reaches() -> bool:
            await here.ask("chat:message", {"text": "again"})
            return not await there.told_nothing("chat:message", within=0.2)

        await wait_until(reaches, what="a message to reach the other server", within=3)


async def test_a_server_that_starts_without_redis_serves_and_finds_it_later(children: Children) -> None:
    async with pair(children) as two, silent(two.redis):
        settings = Settings(serves="signalling", redis=f"redis://127.0.0.1:{two.redis.port}/0")
        async with open_harness(children, settings) as late, connected(late.url, "/streaming") as viewer:
            assert (await viewer.ask(JOIN, KEY))["count"] == 1
            await until(late, shared=False)
            os.kill(two.redis.child.pid, signal.SIGCONT)
            await until(late, shared=True)
