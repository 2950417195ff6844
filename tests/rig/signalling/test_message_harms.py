"""Harm to the messages of a trial: told before it and while it is on, and gone with the trial."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chaoslab.rig.processes.children import open_children
from chaoslab.rig.signalling.message_harms import open_message_harms
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from chaoslab.timeline.events import EventName
from chaoslab.world.message_harm import MessageHarm
from tests.harness.socket_client import connected
from tests.rig.conftest import Events

JOIN, COUNT = "stream:viewer:join", "stream:viewer:count"
KEY = {"key": "key"}


@pytest.fixture
async def server() -> AsyncIterator[SignallingServer]:
    async with open_children() as children, open_signalling(children) as opened:
        yield opened


async def test_a_page_is_told_once_as_ever_and_then_only_the_observer_is(server: SignallingServer) -> None:
    events = Events()
    async with connected(server.url, "/streaming") as viewer, open_message_harms(server, "key", events) as harms:
        await viewer.ask(JOIN, KEY)
        await viewer.told(COUNT)
        await harms.harm("lost", MessageHarm("both"))
        assert "time" in await viewer.told(COUNT)
        await events.wait(EventName.OBSERVER_RECEIVED, count=3)
        assert await viewer.told_nothing(COUNT, within=0.05)
        await harms.mend("lost")
        await harms.mend("lost")
        told = len(events.all)
        await server.control.tell_count("key")
        await viewer.told(COUNT)
        assert len(events.all) == told  # nobody observes any more


async def test_in_the_chat_something_is_said_where_that_is_what_is_harmed(server: SignallingServer) -> None:
    events = Events()
    async with connected(server.url, "/chat") as guest, open_message_harms(server, "key", events) as harms:
        await guest.ask("chat:join", KEY)
        await harms.harm("late", MessageHarm("chat", delay=60))
        assert (await guest.told("chat:message"))["text"] == "message 1"
        await events.wait(EventName.OBSERVER_RECEIVED, count=2)
        assert {event.data["namespace"] for event in events.all} == {"/chat"}


async def test_no_harm_outlives_the_trial(server: SignallingServer) -> None:
    async with connected(server.url, "/streaming") as viewer:
        await viewer.ask(JOIN, KEY)
        await viewer.told(COUNT)
        async with open_message_harms(server, "key", Events()) as harms:
            await harms.harm("one", MessageHarm("both"))
            await viewer.told(COUNT)
        await server.control.harm("left", MessageHarm("both"))  # as of a trial that was not tidied up
        async with open_message_harms(server, "key", Events()):
            await server.control.tell_count("key")
            assert (await viewer.told(COUNT))["count"] == 1


async def test_with_a_server_that_died_its_harms_are_gone(server: SignallingServer) -> None:
    async with open_message_harms(server, "key", Events()) as harms:
        await harms.harm("one", MessageHarm("both"))
        await server.stop()
        async with asyncio.timeout(3):
            await harms.mend("one")
    await server.start()
