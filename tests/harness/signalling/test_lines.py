"""Real WebSockets whose messages come late, are lost, or that the server ends; and an observer who sees it all."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from websockets.exceptions import ConnectionClosed

from chaoslab.errors import NotReady
from chaoslab.rig.processes.children import Children
from chaoslab.rig.signalling.observer import open_observer
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from chaoslab.rig.signalling.signalling_control import SignallingControl
from chaoslab.timeline.events import EventName
from chaoslab.world.message_harm import MessageHarm
from tests.harness.socket_client import SocketClient, connected
from tests.rig.conftest import Events
from tests.rig.raw_http import fetch

JOIN, COUNT = "stream:viewer:join", "stream:viewer:count"
KEY = {"key": "key"}


@pytest.fixture
async def server(children: Children) -> AsyncIterator[SignallingServer]:
    async with open_signalling(children) as opened:
        yield opened


async def count(viewer: SocketClient) -> float:
    """When the next count has come."""
    await viewer.told(COUNT)
    return time.monotonic()


async def test_messages_come_late_and_in_order_while_pings_and_other_namespaces_do_not(
    server: SignallingServer,
) -> None:
    async with connected(server.url, "/streaming") as viewer, connected(server.url, "/chat") as guest:
        await viewer.ask(JOIN, KEY)
        await viewer.told(COUNT)
        await server.control.harm("late", MessageHarm("streaming", delay=2))
        began = time.monotonic()
        for _ in range(3):
            await server.control.tell_count("key")
        assert await guest.ask("chat:join", KEY) == {"history": []}
        assert time.monotonic() - began < 1.5
        times = [(await viewer.told(COUNT))["time"] for _ in range(3)]
        assert times == sorted(times)
        assert 1.99 < time.monotonic() - began < 4
        await server.control.mend("late")
        began = time.monotonic()
        await server.control.tell_count("key")
        assert await count(viewer) - began < 1.5


async def test_what_is_held_comes_at_once_when_that_is_lifted(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await viewer.ask(JOIN, KEY)
        await viewer.told(COUNT)
        await server.control.harm("late", MessageHarm("both", delay=60))
        await server.control.tell_count("key")
        assert await viewer.told_nothing(COUNT, within=0.1)
        await server.control.mend()
        assert (await viewer.told(COUNT))["count"] == 1


async def test_events_are_lost_and_answers_come(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await server.control.harm("lost", MessageHarm("both"))
        assert (await viewer.ask(JOIN, KEY))["count"] == 1
        assert await viewer.told_nothing(COUNT, within=0.1)
        await server.control.mend("lost")
        await server.control.tell_count("key")
        assert (await viewer.told(COUNT))["count"] == 1


async def test_the_server_ends_the_connections_of_a_namespace_and_takes_new_ones(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer, connected(server.url, "/chat") as guest:
        await viewer.ask(JOIN, KEY)
        await guest.ask("chat:join", KEY)
        await server.control.drop(["/streaming"])
        async with asyncio.timeout(1):
            await viewer.websocket.wait_closed()
        assert (await guest.ask("chat:message", {"text": "here"}))["ok"] is True
        assert b'"viewers":0' in (await fetch(f"{server.url}/api/viewers/key")).body
    async with connected(server.url, "/streaming") as again:
        assert (await again.ask(JOIN, KEY))["count"] == 1


async def test_an_observer_is_told_all_at_once_and_counts_as_nobody(server: SignallingServer) -> None:
    events = Events()
    control = server.control
    async with (
        connected(server.url, "/streaming") as viewer,
        open_observer(server.url, control.token, "key", events) as observer,
    ):
        assert (await viewer.ask(JOIN, KEY))["count"] == 1
        await events.wait(EventName.OBSERVER_RECEIVED)
        await control.harm("late", MessageHarm("both", delay=60))
        await control.drop(["/chat"])
        await control.say("key", "hello")
        await control.tell_count("key")
        await events.wait(EventName.OBSERVER_RECEIVED, count=3)
        told = {(event.data["namespace"], event.data["text"][:40]) for event in events.all}
        assert {namespace for namespace, _ in told} == {"/streaming", "/chat"}
        assert observer.heard == len(events.all)
        assert b'"viewers":1' in (await fetch(f"{server.url}/api/viewers/key")).body
        with pytest.raises(NotReady, match="did not send its viewers"):
            await observer.hears_more_than(99)


async def test_the_text_that_an_observer_gets_is_the_one_that_a_page_gets(server: SignallingServer) -> None:
    events = Events()
    async with (
        connected(server.url, "/streaming") as viewer,
        open_observer(server.url, server.control.token, "key", events),
    ):
        await viewer.ask(JOIN, KEY)
        await events.wait(EventName.OBSERVER_RECEIVED)
        raw = asyncio.ensure_future(viewer.websocket.recv())
        await server.control.tell_count("key")
        assert (await events.wait(EventName.OBSERVER_RECEIVED, count=2)).data["text"] == await raw


async def test_without_the_token_nobody_observes(server: SignallingServer) -> None:
    events = Events()
    async with connected(server.url, "/streaming") as viewer, open_observer(server.url, "another", "key", events):
        assert (await viewer.ask(JOIN, KEY))["count"] == 1
        await viewer.told(COUNT)
        assert events.all == []


async def test_where_no_server_is_nobody_observes_and_nothing_is_harmed(server: SignallingServer) -> None:
    await server.stop()
    with pytest.raises(NotReady, match="let no observer into /streaming"):
        async with open_observer(server.url, server.control.token, "key", Events()):
            pass
    with pytest.raises(NotReady, match="was not there to harm its messages"):
        await server.control.harm("one", MessageHarm("both"))
    await server.start()
    with pytest.raises(NotReady, match="refused to drop its clients: status 403"):
        await SignallingControl(server.url, "another").drop(["/chat"])


async def test_a_page_that_leaves_while_messages_are_held_harms_nobody(server: SignallingServer) -> None:
    await server.control.harm("late", MessageHarm("both", delay=0.2))
    async with connected(server.url, "/streaming") as viewer:
        await viewer.websocket.send(f'42/streaming,7["{JOIN}",{{"key":"key"}}]')
    with pytest.raises(ConnectionClosed):
        await viewer.websocket.recv()
    await server.control.mend()
    async with connected(server.url, "/streaming") as again:
        assert (await again.ask(JOIN, KEY))["count"] == 1
    assert server._child is not None and "Traceback" not in server._child.log.read_text()
