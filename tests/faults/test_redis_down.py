"""Redis down: its act on the trial's Redis, and its witness on made timelines."""

import pytest

from chaoslab.faults.redis_down import RedisDown
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from chaoslab.timeline.timeline import Timeline
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, healthy

DOWN = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 9.0)


def counted(*counts: tuple[float, bool]) -> Timeline:
    made = healthy(20.0)
    for at, shared in counts:
        made.add(at, EventName.VIEWERS_COUNTED, count=1, shared=shared)
    return made.timeline()


async def test_it_kills_redis_and_starts_an_empty_one() -> None:
    world = FakeWorld()
    await RedisDown().inject(world)
    await RedisDown().lift(world)
    assert world.calls == [("signalling", "stop_redis"), ("signalling", "start_redis")]


def test_the_server_that_lost_its_redis_is_the_witness() -> None:
    sighting = RedisDown().witness(counted((0.5, True), (5.7, False), (9.5, True)), DOWN)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.7)
    assert (sighting.witness, sighting.detail) == ("signalling server", "Redis does not answer it")


def test_a_redis_that_answers_on_or_never_did_has_no_witness() -> None:
    assert RedisDown().witness(counted((0.5, True)), DOWN) is None
    assert RedisDown().witness(counted((0.5, False), (5.7, False)), DOWN) is None
    assert RedisDown().witness(healthy(20.0).timeline(), DOWN) is None


def test_it_leaves_nothing_of_the_redis_leg() -> None:
    assert RedisDown().holds() == {"the redis leg"}
    assert RedisDown.alone
