"""Slow close: its toxic, and its witness on made timelines."""

import pytest

from chaoslab.faults.slow_close import SlowClose
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

SLOW = Injection(0, ZERO + 4.0, ZERO + 4.003, ZERO + 12.0)
FLV = "/live/live/k.flv"


def stream(*, silent: float, ends: float, error: str = "ERR_INCOMPLETE_CHUNKED_ENCODING") -> Made:
    return Made(20.0).request(0.1, ends, FLV, error=f"net::{error}").flows(0.2, silent)


async def test_it_slows_the_close_and_lets_it_go() -> None:
    world = FakeWorld()
    await SlowClose(leg="flv", delay=2000).inject(world)
    await SlowClose(leg="flv", delay=2000).lift(world)
    assert world.calls == [("add_toxic", "flv", "slow_close", {"delay": 2000}), ("remove_toxic", "flv", "slow_close")]


def test_an_end_that_comes_by_the_delay_after_the_last_bytes_is_the_witness() -> None:
    sighting = SlowClose(leg="flv", delay=2000).witness(stream(silent=6.0, ends=8.0).timeline(), SLOW)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.9)
    assert "2.10 s after its last bytes" in sighting.detail


def test_an_end_at_once_is_no_witness() -> None:
    assert SlowClose(leg="flv", delay=2000).witness(stream(silent=6.0, ends=6.0).timeline(), SLOW) is None


def test_a_stream_that_was_silent_for_much_longer_is_no_witness() -> None:
    assert SlowClose(leg="flv", delay=2000).witness(stream(silent=6.0, ends=10.0).timeline(), SLOW) is None


def test_a_stream_that_was_silent_before_the_fault_or_was_reset_is_no_witness() -> None:
    assert SlowClose(leg="flv", delay=2000).witness(stream(silent=3.0, ends=5.0).timeline(), SLOW) is None
    reset = stream(silent=6.0, ends=8.0, error="ERR_CONNECTION_RESET")
    assert SlowClose(leg="flv", delay=2000).witness(reset.timeline(), SLOW) is None


def test_nobody_saw_anything_if_nothing_ended() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0)
    assert SlowClose(leg="flv", delay=2000).witness(made.timeline(), SLOW) is None
