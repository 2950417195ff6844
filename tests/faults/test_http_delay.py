"""HTTP delay: its act on the harness, and its witness on made timelines."""

from typing import Any

import pytest

from chaoslab.faults.http_delay import HttpDelay
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, SEGMENT, healthy_hls
from tests.made_timeline import ZERO

FAULT = HttpDelay(leg="hls", delay=1.5)


async def test_it_delays_answers() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    assert world.calls[0][2].act == {"kind": "delay", "seconds": 1.5}  # type: ignore[attr-defined]
    assert world.calls[1] == ("mend", world.calls[0][1])


def test_an_answer_that_came_late_by_most_of_it_is_the_witness() -> None:
    sighting = FAULT.witness(healthy_hls().asks(6.5, answered=1.52).timeline(), ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.5)
    assert sighting.detail == f"waited 1.52 s for the answer on {SEGMENT}"


def test_an_answer_still_awaited_is_a_witness_once_most_of_the_delay_has_passed() -> None:
    made = healthy_hls().asks(6.5, answered=None, ended=None)
    assert FAULT.witness(made.timeline(), ON) is not None
    late = healthy_hls().asks(9.5, answered=None, ended=None)
    assert FAULT.witness(late.timeline(), ON) is None


def test_of_a_delay_that_nobody_waits_out_two_seconds_count() -> None:
    long = HttpDelay(leg="hls", delay=20)
    gave_up: dict[str, Any] = {"answered": None, "ended": 1.9, "error": "net::ERR_ABORTED", "canceled": True}
    assert long.witness(healthy_hls().asks(6.5, **gave_up).timeline(), ON) is not None
    assert long.witness(healthy_hls().asks(6.5, **{**gave_up, "ended": 1.7}).timeline(), ON) is None
    assert long.witness(healthy_hls().asks(8.0, answered=2.01).timeline(), ON) is not None  # let go at the lift
    assert long.witness(healthy_hls().asks(6.5, answered=1.9).timeline(), ON) is None  # answered while it was on


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert FAULT.witness(healthy_hls().timeline(), ON) is None


def test_a_shorter_wait_is_no_witness() -> None:
    assert FAULT.witness(healthy_hls().asks(6.5, answered=1.2).timeline(), ON) is None


def test_an_answer_that_is_no_later_than_others_were_before_is_no_witness() -> None:
    made = healthy_hls().asks(2.5, answered=1.5).asks(6.5, answered=1.52)
    assert FAULT.witness(made.timeline(), ON) is None


def test_one_wait_that_a_busy_machine_drew_out_before_does_not_hide_the_delay() -> None:
    made = healthy_hls().asks(2.5, answered=0.3).asks(6.5, answered=1.52)
    assert FAULT.witness(made.timeline(), ON) is not None


def test_a_request_that_the_page_gave_up_early_is_no_witness() -> None:
    made = healthy_hls().asks(6.5, answered=None, ended=0.4, error="net::ERR_ABORTED", canceled=True)
    assert FAULT.witness(made.timeline(), ON) is None
