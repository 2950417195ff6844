"""Bitrate surge: its settings, its act on the publisher, and its witness on made timelines."""

import pytest
from pydantic import ValidationError

from chaoslab.faults.bitrate_surge import BitrateSurge
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from chaoslab.world.encoding import Encoding
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

ON = Injection(0, ZERO + 6.0, ZERO + 6.1, ZERO + 12.0)
SURGE = BitrateSurge(factor=4)


def watched() -> Made:
    return Made(20.0).request(0.1, None, "/live/live/k.flv")


def flow(made: Made, start: float, end: float, size: int) -> Made:
    for turn in range(round(start * 10), round(end * 10)):
        made.add(turn / 10, EventName.REQUEST_FLOWED, request="r1", bytes=size)
    return made


async def test_it_has_the_publisher_spend_more_bits_and_the_usual_again() -> None:
    world = FakeWorld()
    await SURGE.inject(world)
    await SURGE.lift(world)
    assert world.calls == [("publisher", "encode", Encoding(surge=4)), ("publisher", "encode_as_usual")]
    assert SURGE.needs().encoding == Encoding(surge=4)


@pytest.mark.parametrize("factor", [1.0, 1.9, 8.1])
def test_a_factor_out_of_range_is_refused(factor: float) -> None:
    with pytest.raises(ValidationError):
        BitrateSurge(factor=factor)


def test_the_browser_that_received_that_much_more_is_the_witness() -> None:
    made = flow(flow(watched(), 0.2, 6.5, 10_000), 6.5, 12.0, 40_000)
    sighting = SURGE.witness(made.timeline(), ON)
    assert sighting is not None
    assert sighting.witness == "browser"
    assert ZERO + 6 <= sighting.at <= ZERO + 7
    assert sighting.detail.endswith("times the bytes a second for 3 s")


def test_the_labs_own_viewer_is_the_witness_if_the_browser_could_not_receive_it() -> None:
    made = flow(watched(), 0.2, 20.0, 10_000).viewed(0, 6.5).viewed(6.5, 12, bytes=100_000).viewed(12, 20)
    sighting = SURGE.witness(made.timeline(), ON)
    assert sighting is not None
    assert sighting.witness == "viewer"


def test_a_stream_of_the_usual_rate_is_no_witness() -> None:
    assert SURGE.witness(flow(healthy(20.0), 0.2, 20.0, 10_000).viewed(0, 20).timeline(), ON) is None


def test_twice_the_rate_is_not_four_times() -> None:
    made = flow(flow(watched(), 0.2, 6.5, 10_000), 6.5, 12.0, 20_000)
    assert SURGE.witness(made.timeline(), ON) is None
    assert BitrateSurge(factor=2).witness(made.timeline(), ON) is not None


def test_bytes_that_were_held_up_and_come_at_once_are_no_witness() -> None:
    made = flow(flow(flow(watched(), 0.2, 6.0, 10_000), 8.0, 8.5, 60_000), 8.5, 20.0, 10_000)
    assert SURGE.witness(made.timeline(), ON) is None


def test_what_an_origin_sends_at_the_beginning_of_another_connection_is_no_witness() -> None:
    made = flow(watched(), 0.2, 20.0, 10_000).request(7.0, None, "/live/live/k.flv")
    for turn in range(71, 80):
        made.add(turn / 10, EventName.REQUEST_FLOWED, request="r2", bytes=90_000)
    assert SURGE.witness(made.timeline(), ON) is None


def test_a_surge_before_the_fault_is_no_witness() -> None:
    made = flow(flow(watched(), 0.2, 4.5, 40_000), 4.5, 20.0, 10_000)
    assert SURGE.witness(made.timeline(), ON) is None


def test_after_a_long_silence_the_usual_is_what_came_before_it() -> None:
    made = flow(flow(Made(40.0).request(0.1, None, "/live/live/k.flv"), 0.2, 5.0, 10_000), 5.0, 26.0, 0)
    later = Injection(0, ZERO + 26.0, ZERO + 26.1, ZERO + 36.0)
    assert SURGE.witness(flow(made, 26.0, 36.0, 10_000).timeline(), later) is None
    made = flow(flow(Made(40.0).request(0.1, None, "/live/live/k.flv"), 0.2, 5.0, 10_000), 5.0, 26.0, 0)
    assert SURGE.witness(flow(made, 26.0, 36.0, 40_000).timeline(), later) is not None
