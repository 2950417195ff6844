"""The signalling server as a process that is killed and started afresh in the same place."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from chaoslab import clock
from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.processes.children import Children, accepts, open_children
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from tests.harness.socket_client import connected
from tests.rig.raw_http import fetch

JOIN = "stream:viewer:join"
KEY = {"key": "key"}


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    async with open_children() as opened:
        yield opened


@pytest.fixture
async def server(children: Children) -> AsyncIterator[SignallingServer]:
    async with open_signalling(children) as opened:
        yield opened


async def standing(server: SignallingServer) -> dict[str, object]:
    return dict(json.loads((await fetch(f"{server.url}/api/viewers/key")).body))


async def test_it_serves_signalling_and_nothing_else(server: SignallingServer) -> None:
    assert await standing(server) == {"key": "key", "viewers": 0, "ended": False}
    assert (await fetch(f"{server.url}/player/")).status == 404


async def test_one_that_is_stopped_refuses_connections_and_a_fresh_one_comes_up_on_the_same_port(
    server: SignallingServer,
) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await viewer.ask(JOIN, KEY)
        url, begun = server.url, clock.now()
        await server.stop()
        assert clock.now() - begun < 1
        assert not await accepts("127.0.0.1", server.port)
    await server.start()
    assert server.url == url
    assert await standing(server) == {"key": "key", "viewers": 0, "ended": False}


async def test_its_clients_see_a_server_that_died(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await server.stop()
        async with asyncio.timeout(1):
            await viewer.websocket.wait_closed()
        assert viewer.websocket.close_code == 1006  # without a word


async def test_it_can_be_stopped_and_started_many_times_and_each_twice(server: SignallingServer) -> None:
    for _ in range(3):
        await server.stop()
        await server.stop()
        assert not server.whole
        await server.start()
        await server.start()
        assert server.whole
    assert not server.gone.done()


async def test_one_that_ends_by_itself_is_told_with_its_name(server: SignallingServer) -> None:
    assert server._child
    server._child.process.kill()
    async with asyncio.timeout(2):
        assert (await server.gone).startswith(f"signalling-{server.port} ended by itself")
    assert not server.whole


async def test_a_stream_is_ended_with_a_token_that_nobody_else_knows(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await viewer.ask(JOIN, KEY)
        await server.control.end("key")
        assert await viewer.told("stream:ended") == KEY
    assert len(server.settings.control_token) > 20


async def test_where_no_server_is_no_stream_can_be_ended(server: SignallingServer) -> None:
    await server.stop()
    with pytest.raises(NotReady, match=r"the signalling server at .* was not there to end the stream"):
        await server.control.end("key")


async def test_one_that_does_not_come_up_again_is_a_fault_that_stayed(
    server: SignallingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await server.stop()
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    with pytest.raises(
        FaultStuck, match=r"could not be started again at http://127\.0\.0\.1:\d+: signalling-\d+ ended"
    ):
        await server.start()
    monkeypatch.delenv("PYTHONHOME")
    await server.start()
    assert server.whole


async def test_it_leaves_neither_process_nor_port_behind(children: Children) -> None:
    async with open_signalling(children) as server:
        port = server.port
    assert children._running == []
    assert not await accepts("127.0.0.1", port)


async def test_it_is_quickly_there(children: Children) -> None:
    begun = clock.now()
    async with open_signalling(children):
        assert clock.now() - begun < 3
