"""The harness as a process: there when it is said to be, with signalling, and gone with the lab."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import simple_websocket  # type: ignore[import-untyped] # carries no types

from chaoslab.errors import Missing, NotReady, UsageError
from chaoslab.rig.children import Children, accepts, open_children, wait_until
from chaoslab.rig.harness import Harness, open_harness, open_media
from harness.settings import Settings
from tests.rig.raw_http import fetch

NO_ORIGIN = Settings("embedded", "http://127.0.0.1:1", ping_interval=1, ping_timeout=1)


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    async with open_children() as opened:
        yield opened


class Socket:
    """A Socket.IO client of the /streaming namespace, as far as these tests need one."""

    def __init__(self, websocket: simple_websocket.AioClient) -> None:
        self._websocket = websocket

    async def open(self) -> None:
        await self.hear("0{")
        await self._websocket.send("40/streaming,")
        await self.hear("40/streaming,")

    async def hear(self, start: str) -> str:
        """The rest of the next message that begins so."""
        async with asyncio.timeout(3):
            while not (message := str(await self._websocket.receive())).startswith(start):
                if message == "2":
                    await self._websocket.send("3")
        return message.removeprefix(start)

    async def ask(self, event: str, key: str) -> int:
        """Emit an event; the number of viewers that the answer tells."""
        await self._websocket.send(f"42/streaming,7{json.dumps([event, {'key': key}])}")
        return int(json.loads(await self.hear("43/streaming,7"))[0]["count"])

    async def count(self) -> int:
        """The number of viewers that the next announcement tells."""
        return int(json.loads(await self.hear("42/streaming,"))[1]["count"])


@asynccontextmanager
async def connected(harness: Harness) -> AsyncIterator[Socket]:
    url = f"ws://{harness.host}:{harness.port}/socket.io/?EIO=4&transport=websocket"
    websocket = await simple_websocket.AioClient.connect(url)
    socket = Socket(websocket)
    await socket.open()
    try:
        yield socket
    finally:
        await websocket.close()


async def test_viewers_are_counted_as_they_join_leave_and_vanish(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness, connected(harness) as first:
        assert await first.ask("stream:viewer:join", "key") == 1
        async with connected(harness) as second:
            assert await second.ask("stream:viewer:join", "key") == 2
            assert (await fetch(f"{harness.url}/api/stream/key")).body.endswith(b'"viewers":2}')
            assert await second.ask("stream:viewer:leave", "key") == 1
            assert await second.ask("stream:viewer:join", "key") == 2
        announced = [await first.count() for _ in range(4)]
    assert announced == [2, 1, 2, 1]


async def test_a_viewer_of_another_stream_is_not_counted(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness, connected(harness) as first, connected(harness) as second:
        assert await first.ask("stream:viewer:join", "one") == 1
        assert await second.ask("stream:viewer:join", "two") == 1
        assert await second.ask("stream:viewer:join", "one") == 2


async def test_it_ends_when_the_lab_does(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:

        async def ended() -> bool:
            return not harness.child.alive

        assert harness.child.process.stdin
        harness.child.process.stdin.close()
        await wait_until(ended, what="the harness to end", within=1)
        assert harness.child.process.returncode == 0


async def test_its_port_is_free_again_afterwards(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:
        assert await accepts(harness.host, harness.port)
    assert not await accepts(harness.host, harness.port)


async def test_a_harness_that_has_died_refuses_connections(children: Children) -> None:
    async with open_harness(children, NO_ORIGIN) as harness:
        harness.child.process.kill()
        await harness.child.process.wait()
        assert not await accepts(harness.host, harness.port)


async def test_a_harness_that_dies_at_the_start_is_named_with_its_last_words(children: Children) -> None:
    with pytest.raises(NotReady, match=r"harness-\d+ ended with code 1 .*No module named 'harness\.edge\.nowhere'"):
        async with open_harness(children, Settings("nowhere", "http://127.0.0.1:1")):
            pass


@pytest.mark.lab
async def test_origin_and_harness_come_up_together_time_and_again(children: Children) -> None:
    for _ in range(3):
        async with open_media(children, "embedded") as media:
            assert (await fetch(f"{media.harness.url}/api/health")).body == b'{"status":"ok","edge":"embedded"}'


async def test_an_unknown_origin_is_refused_before_anything_runs_on(children: Children) -> None:
    with pytest.raises(UsageError, match="no origin is called 'nginx'; there are embedded, srs"):
        async with open_media(children, "nginx"):
            pass


async def test_a_failing_origin_leaves_no_harness_behind(
    children: Children, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHAOSLAB_SRS", str(tmp_path / "nothing"))
    with pytest.raises(Missing):
        async with open_media(children, "srs"):
            pass
    assert children._running == []
