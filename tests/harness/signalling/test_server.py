"""The signalling server as a process, spoken to over real WebSockets."""

import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from chaoslab.rig.media.harness import Harness, open_harness
from chaoslab.rig.processes.children import Children, open_children, wait_until
from harness.edge.upstream import open_request
from harness.settings import Settings
from tests.harness.socket_client import connected
from tests.rig.raw_http import fetch

JOIN = "stream:viewer:join"
TOKEN = "a-token"
_NUMBERS = itertools.count()


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Harness]:
    """One for all tests, which use streams of their own."""
    async with open_children() as children, served(children) as opened:
        yield opened


@pytest.fixture
def key() -> str:
    """A stream that no other test knows."""
    return f"stream-{next(_NUMBERS)}"


@asynccontextmanager
async def served(children: Children, **settings: float) -> AsyncIterator[Harness]:
    told = Settings(serves="signalling", control_token=TOKEN, **settings)  # type: ignore[arg-type]
    async with open_harness(children, told) as opened:
        yield opened


async def end(server: Harness, key: str) -> None:
    asked = open_request(server.url, f"/control/stream/{key}/end", method="POST", headers={"x-chaoslab-control": TOKEN})
    async with asked as answer:
        assert answer.status == 200


async def wait_for_viewers(server: Harness, key: str, count: int) -> None:
    async def counted() -> bool:
        return bool(json.loads((await fetch(f"{server.url}/api/viewers/{key}")).body)["viewers"] == count)

    await wait_until(counted, what=f"{count} viewers", within=3)


async def test_viewers_are_counted_and_told_as_they_join_leave_and_vanish(server: Harness, key: str) -> None:
    said = {"key": key}
    async with connected(server.url, "/streaming") as first:
        assert await first.ask(JOIN, said) == {"key": key, "count": 1, "ended": False}
        async with connected(server.url, "/streaming") as second:
            assert (await second.ask(JOIN, said))["count"] == 2
            assert (await second.ask("stream:viewer:leave", said))["count"] == 1
            assert (await second.ask(JOIN, said))["count"] == 2
        assert [(await first.told("stream:viewer:count"))["count"] for _ in range(5)] == [1, 2, 1, 2, 1]


async def test_a_message_reaches_all_in_the_chat_of_its_stream_and_nobody_else(server: Harness, key: str) -> None:
    async with (
        connected(server.url, "/chat") as one,
        connected(server.url, "/chat") as other,
        connected(server.url, "/chat") as elsewhere,
    ):
        await one.ask("chat:join", {"key": key})
        await other.ask("chat:join", {"key": key})
        await elsewhere.ask("chat:join", {"key": f"{key}-2"})
        assert await one.ask("chat:message", {"text": "hello"}) == {"ok": True}
        heard = [await one.told("chat:message"), await other.told("chat:message")]
        assert [message["text"] for message in heard] == ["hello", "hello"]
        assert await elsewhere.told_nothing("chat:message", within=0.2)


async def test_what_one_client_says_is_heard_in_the_order_in_which_it_said_it(server: Harness, key: str) -> None:
    async with connected(server.url, "/chat") as one:
        await one.ask("chat:join", {"key": key})
        for number in range(20):
            await one.websocket.send(f"42/chat,{json.dumps(['chat:message', {'text': str(number)}])}")
        assert [(await one.told("chat:message"))["text"] for _ in range(20)] == [str(number) for number in range(20)]


async def test_a_stream_called_like_a_connection_gives_nothing_of_it_away(server: Harness, key: str) -> None:
    await end(server, key)
    async with connected(server.url, "/streaming") as victim, connected(server.url, "/streaming") as spy:
        await spy.ask(JOIN, {"key": victim.sid})
        assert (await victim.ask(JOIN, {"key": key}))["ended"] is True
        assert await victim.told("stream:ended") == {"key": key}
        assert await spy.told_nothing("stream:ended", within=0.2)


async def test_all_who_watch_are_told_that_the_stream_has_ended(server: Harness, key: str) -> None:
    async with connected(server.url, "/streaming") as one, connected(server.url, "/streaming") as other:
        await one.ask(JOIN, {"key": key})
        await other.ask(JOIN, {"key": key})
        await end(server, key)
        assert await one.told("stream:ended") == await other.told("stream:ended") == {"key": key}


@pytest.mark.parametrize(
    "nonsense",
    [
        "42/streaming,[]",
        '42/streaming,["stream:viewer:join"]',
        '42/streaming,["stream:viewer:join",{"key":"a"},{"key":"b"},3]',
        '42/streaming,7["connect"]',
        '42/streaming,7["disconnect"]',
        '42/streaming,[{"a":1},2]',
        "42/streaming,{bad",
        '42/nowhere,["x"]',
        "45/streaming,",
        "451-/streaming,[{}]",
        "9",
        "",
        "x",
        "4" + "x" * 70_000,
        "4" + "[" * 30_000,
        b"\xff\x00",
    ],
)
async def test_nonsense_harms_nobody_else(server: Harness, key: str, nonsense: str | bytes) -> None:
    said = {"key": key}
    async with connected(server.url, "/streaming") as bystander:
        await bystander.ask(JOIN, said)
        async with connected(server.url, "/streaming") as one:
            await one.ask(JOIN, said)
            await one.websocket.send(nonsense)
        await wait_for_viewers(server, key, 1)
        assert (await bystander.ask(JOIN, said))["count"] == 1


async def test_a_dead_client_holds_its_place_for_the_ping_interval_and_the_timeout(key: str) -> None:
    async with (
        open_children() as children,
        served(children, ping_interval=0.4, ping_timeout=0.4) as server,
        connected(server.url, "/streaming") as silent,
    ):
        await silent.ask(JOIN, {"key": key})
        since = time.monotonic()  # from here on nobody answers a ping
        await wait_for_viewers(server, key, 0)
        assert 0.4 < time.monotonic() - since < 1.5


async def test_the_everything_harness_has_signalling_and_the_media_half_has_none() -> None:
    asked = "/socket.io/?EIO=4&transport=polling"
    async with open_children() as children:
        for serves, status in (("everything", 200), ("media", 404)):
            settings = Settings("embedded", "http://127.0.0.1:1", serves=serves)
            async with open_harness(children, settings) as server:
                assert (await fetch(f"{server.url}{asked}")).status == status
