"""Two signalling servers over a real Redis: one room, one count, one limit; and each for itself while it is away."""

import asyncio

import pytest

from chaoslab.rig.processes.children import Children
from tests.harness.signalling.redis_pair import (
    JOIN,
    KEY,
    chat,
    counts,
    end,
    join,
    let_through,
    pair,
    standing,
    until,
)
from tests.harness.socket_client import SocketClient, connected


async def test_viewers_of_both_servers_are_counted_together(children: Children) -> None:
    async with pair(children) as two, connected(two.one.url, "/streaming") as here:
        await here.ask(JOIN, KEY)
        async with connected(two.other.url, "/streaming") as there:
            assert (await there.ask(JOIN, KEY))["count"] == 2
            assert await counts(here, 2) == [1, 2]
            assert await standing(two.one) == {"key": "key", "viewers": 2, "ended": False, "shared": True}
        assert await counts(here, 1, after=2) == [1]


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
        assert await counts(here, 3) == [1, 2, 1]
