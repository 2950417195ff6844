"""Flapping: its pattern, its call on the proxies, and its witness on made timelines."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chaoslab.faults.flapping import Flapping
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

FLAPS = Injection(0, ZERO + 5.0, ZERO + 5.004, ZERO + 15.0)
FLV = "/live/live/k.flv"
EVEN = Flapping(leg="flv", down=(1.0, 1.0), up=(2.0, 2.0))  # down at 5, 8, 11 and 14 s


async def test_it_flaps_as_its_seed_says_and_lets_go() -> None:
    world = FakeWorld()
    fault = Flapping(leg="flv", seed=7)
    await fault.inject(world)
    await fault.lift(world)
    assert world.calls == [("start_flapping", "flv", list(islice(fault.turns(), 3))), ("stop_flapping", "flv")]


@given(seed=st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_pattern_within_its_limits(seed: int) -> None:
    first, second = (list(islice(Flapping(leg="hls", seed=seed).turns(), 20)) for _ in range(2))
    assert first == second
    assert all(0.5 <= down <= 1.5 and 1 <= up <= 3 for down, up in first)


def test_a_pattern_is_the_same_on_every_machine() -> None:
    assert list(islice(Flapping(leg="flv", seed=7).turns(), 2)) == [(0.575, 1.103), (0.816, 1.424)]


def test_a_shortest_time_beyond_the_longest_is_refused() -> None:
    with pytest.raises(ValidationError, match="down: the shortest time, 2 s, is longer than the longest, 1 s"):
        Flapping(leg="flv", down=(2.0, 1.0))


@pytest.mark.parametrize("at", [5.01, 8.5, 11.2])
def test_a_connection_that_breaks_while_the_leg_is_down_is_the_witness(at: float) -> None:
    made = Made(20.0).request(0.1, at, FLV, error="net::ERR_INCOMPLETE_CHUNKED_ENCODING").timeline()
    sighting = EVEN.witness(made, FLAPS)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + at)


@pytest.mark.parametrize("at", [4.9, 6.5, 9.9, 15.5])
def test_what_breaks_while_the_leg_is_up_is_no_sign_of_it(at: float) -> None:
    made = Made(20.0).request(0.1, at, FLV, error="net::ERR_INCOMPLETE_CHUNKED_ENCODING").timeline()
    assert EVEN.witness(made, FLAPS) is None


def test_nobody_saw_anything_if_nothing_happened() -> None:
    assert EVEN.witness(healthy(20.0).timeline(), FLAPS) is None
