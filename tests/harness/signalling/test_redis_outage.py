"""What two signalling servers do while their Redis is away, and afterwards."""

import os
import signal

from chaoslab.rig.media.harness import open_harness
from chaoslab.rig.processes.children import Children, wait_until
from harness.settings import Settings
from tests.harness.signalling.redis_pair import JOIN, KEY, chat, end, pair, silent, until
from tests.harness.socket_client import connected


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
    redis = f"Redis at 127.0.0.1:{two.redis.port} is"
    outages = len(lines) // 2  # one, and another wherever a busy machine has kept Redis from answering in time
    assert outages and [line.startswith(f"{redis} away (") for line in lines] == [True, False] * outages, lines
    assert lines[1::2] == [f"{redis} back"] * outages


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
        settings = Settings(serves="signalling", redis=two.redis.url(two.redis.port))
        async with open_harness(children, settings) as late, connected(late.url, "/streaming") as viewer:
            assert (await viewer.ask(JOIN, KEY))["count"] == 1
            await until(late, shared=False)
            os.kill(two.redis.child.pid, signal.SIGCONT)
            await until(late, shared=True)
