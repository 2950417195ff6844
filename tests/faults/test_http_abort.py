"""HTTP abort: its act on the harness, and its witness on made timelines."""

import pytest

from chaoslab.faults.http_abort import HttpAbort
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, SEGMENT, healthy_hls
from tests.made_timeline import ZERO

BEFORE, AFTER = HttpAbort(leg="hls", count=1), HttpAbort(leg="hls", when="after")
EMPTY, BROKEN = "net::ERR_EMPTY_RESPONSE", "net::ERR_CONTENT_LENGTH_MISMATCH"


async def test_it_aborts_before_or_after_the_head() -> None:
    world = FakeWorld()
    await BEFORE.inject(world)
    await AFTER.inject(world)
    await AFTER.lift(world)
    acts = [call[2].act for call in world.calls[:2]]  # type: ignore[attr-defined]
    assert acts == [{"kind": "abort", "after_head": False}, {"kind": "abort", "after_head": True}]
    assert world.calls[2] == ("mend", world.calls[1][1])


def test_a_connection_that_ended_without_an_answer_is_the_witness_of_one() -> None:
    timeline = healthy_hls().asks(6.5, answered=None, error=EMPTY).timeline()
    sighting = BEFORE.witness(timeline, ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.52)
    assert sighting.detail == f"{EMPTY} on {SEGMENT}"
    assert AFTER.witness(timeline, ON) is None


def test_a_head_without_a_byte_behind_it_is_the_witness_of_the_other() -> None:
    timeline = healthy_hls().asks(6.5, error=BROKEN).timeline()
    sighting = AFTER.witness(timeline, ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.53)
    assert BEFORE.witness(timeline, ON) is None


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert BEFORE.witness(healthy_hls().timeline(), ON) is None
    assert AFTER.witness(healthy_hls().timeline(), ON) is None


def test_a_body_that_broke_off_later_is_no_witness() -> None:
    assert AFTER.witness(healthy_hls().asks(6.5, error=BROKEN, body=10).timeline(), ON) is None


def test_a_refused_connection_or_one_that_the_page_gave_up_is_no_witness() -> None:
    made = healthy_hls().asks(6.5, answered=None, error="net::ERR_CONNECTION_REFUSED")
    assert BEFORE.witness(made.asks(7.0, answered=None, error=EMPTY, canceled=True).timeline(), ON) is None


def test_before_and_after_the_fault_nothing_counts() -> None:
    made = healthy_hls().asks(3.5, answered=None, error=EMPTY).asks(11.0, answered=None, error=EMPTY)
    assert BEFORE.witness(made.timeline(), ON) is None
