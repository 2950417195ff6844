"""The server's own count of viewers, noted as it changes, quietly through a server that is down."""

import itertools
from collections.abc import AsyncIterator

import pytest

from chaoslab.rig.processes.children import open_children
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from chaoslab.rig.signalling.viewers_watch import watched_viewers
from chaoslab.timeline.events import EventName
from tests.harness.fakes import CUT, origin
from tests.harness.socket_client import connected
from tests.rig.conftest import Events

COUNTED = EventName.VIEWERS_COUNTED
JOIN = "stream:viewer:join"


@pytest.fixture
async def server() -> AsyncIterator[SignallingServer]:
    async with open_children() as children, open_signalling(children) as opened:
        yield opened


async def test_each_change_is_noted_and_nothing_between(server: SignallingServer) -> None:
    events = Events()
    async with watched_viewers(server.url, "key", events):
        await events.wait(COUNTED, count=1)
        async with connected(server.url, "/streaming") as viewer:
            await viewer.ask(JOIN, {"key": "key"})
            await events.wait(COUNTED, count=2)
        await events.wait(COUNTED, count=3)
        async with connected(server.url, "/streaming") as viewer:
            await viewer.ask(JOIN, {"key": "another"})
            await viewer.ask(JOIN, {"key": "key"})
            await events.wait(COUNTED, count=4)
    assert [event.data for event in events.all] == [{"count": 0}, {"count": 1}, {"count": 0}, {"count": 1}]


async def test_a_fresh_server_is_noted_though_its_count_is_as_before(server: SignallingServer) -> None:
    events, elsewhere = Events(), Events()
    async with watched_viewers(server.url, "key", events):
        await events.wait(COUNTED, count=1)
        await server.stop()
        await _some_looks(elsewhere)
        assert len(events.all) == 1
        await server.start()
        assert (await events.wait(COUNTED, count=2)).data == {"count": 0}


async def _some_looks(events: Events) -> None:
    """Return once another watch, begun now, has looked three times; the first has then looked at least twice."""
    numbers = itertools.count()
    async with origin(lambda _: [counted(next(numbers)), CUT]) as url, watched_viewers(url, "key", events):
        await events.wait(COUNTED, count=3)


def counted(viewers: int, more: str = "") -> bytes:
    body = f'{{"key":"key","viewers":{viewers},"ended":false{more}}}'.encode()
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


async def test_whether_redis_answers_is_noted_where_there_is_one() -> None:
    events = Events()
    async with origin(lambda _: [counted(3, ',"shared":true'), CUT]) as url, watched_viewers(url, "key", events):
        assert (await events.wait(COUNTED)).data == {"count": 3, "shared": True}


@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", b"HTTP/1.1 500 Oh\r\n\r\n", b"?"]
)
async def test_an_answer_that_is_none_is_no_count(answer: bytes) -> None:
    asked: list[str] = []

    def answers(path: str) -> list[bytes]:
        asked.append(path)
        return [answer if len(asked) < 3 else counted(3), CUT]

    events = Events()
    async with origin(answers) as url, watched_viewers(url, "key", events):
        assert (await events.wait(COUNTED)).data["count"] == 3
    assert asked[0] == "/api/viewers/key"
    assert len(events.all) == 1
