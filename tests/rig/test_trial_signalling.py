"""A trial stands on the lane's signalling server, or on one of its own that reaches its Redis over a leg."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chaoslab.legs.leg import Leg
from chaoslab.rig.lane import Lane
from chaoslab.rig.processes.children import Children, open_children
from chaoslab.rig.signalling.signalling import open_signalling
from chaoslab.rig.trial_signalling import TrialSignalling, open_ground, open_trial_signalling
from chaoslab.timeline.events import EventName
from tests.harness.socket_client import connected
from tests.programs_here import redis as redis_here
from tests.rig.conftest import Events
from tests.rig.raw_http import fetch

needs_redis = pytest.mark.skipif(redis_here() is None, reason="no redis-server on PATH, and CHAOSLAB_REDIS names none")


@pytest.fixture
async def children() -> AsyncIterator[Children]:
    async with open_children() as opened:
        yield opened


@asynccontextmanager
async def lane(children: Children) -> AsyncIterator[Lane]:
    """As much of one as signalling needs."""
    async with open_signalling(children) as server:
        also = {"redis": redis_here()}
        yield cast(Lane, SimpleNamespace(children=children, signalling=server, also=also))


@asynccontextmanager
async def trial(children: Children, events: Events, *, redis: bool) -> AsyncIterator[tuple[Any, TrialSignalling]]:
    """A ground and what stands on it; legs lead straight to what is behind them."""
    async with lane(children) as one, open_ground(one, redis=redis) as ground:
        ports: Mapping[Leg, int] = {leg: port for leg, (_, port) in ground.upstreams.items()}
        async with open_trial_signalling(ground, ports, "key", events) as signalling:
            yield ground, signalling


async def test_without_redis_it_is_the_server_of_the_lane(children: Children) -> None:
    async with trial(children, Events(), redis=False) as (ground, signalling):
        assert signalling.server is ground.lane.signalling
        assert ground.upstreams == {"socket": ("127.0.0.1", signalling.server.port)}
        assert signalling.gone == (signalling.server.gone,)


@needs_redis
async def test_with_redis_it_is_one_of_its_own_which_says_that_it_shares(children: Children) -> None:
    async with trial(children, Events(), redis=True) as (ground, signalling):
        assert signalling.server.port == ground.upstreams["socket"][1] != ground.lane.signalling.port
        assert signalling.gone == (signalling.server.gone, ground.redis.gone)
        said = json.loads((await fetch(f"{signalling.server.url}/api/viewers/key")).body)
        assert said["shared"] is True
        assert ground.lane.signalling.whole
    assert children._running == []


@needs_redis
async def test_what_redis_knows_outlives_a_server_that_is_killed(children: Children) -> None:
    async with trial(children, Events(), redis=True) as (_, signalling):
        async with connected(signalling.server.url, "/chat") as guest:
            await guest.ask("chat:join", {"key": "key"})
            await guest.ask("chat:message", {"text": "hello"})
        await signalling.stop()
        await signalling.start()
        async with connected(signalling.server.url, "/chat") as guest:
            (kept,) = (await guest.ask("chat:join", {"key": "key"}))["history"]
            assert kept["text"] == "hello"


async def test_the_end_of_the_broadcast_reaches_its_viewers_and_the_count_is_watched(children: Children) -> None:
    events = Events()
    async with (
        trial(children, events, redis=False) as (_, signalling),
        connected(signalling.server.url, "/streaming") as viewer,
    ):
        await events.wait(EventName.VIEWERS_COUNTED, count=1)
        await viewer.ask("stream:viewer:join", {"key": "key"})
        await signalling.end_stream()
        assert await viewer.told("stream:ended") == {"key": "key"}
        assert (await events.wait(EventName.VIEWERS_COUNTED, count=2)).data == {"count": 1}
