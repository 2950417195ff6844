"""CPU throttle: its acts on the browser, and its witness on made timelines."""

import pytest
from pydantic import ValidationError

from chaoslab.faults.cpu_throttle import CpuThrottle
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

SLOW = Injection(0, ZERO + 5.0, ZERO + 5.01, ZERO + 11.0)
USUAL = 100_000.0


def sampled(during: float, *, usual: float = USUAL, noise: bool = False, until: float = 20.0) -> Made:
    """A sample every 250 ms; with noise every second one is ten times slower, as on a busy machine."""
    made = Made(20.0)
    for turn in range(2, int(until * 4)):
        at = turn / 4 + 0.1
        speed = during if 5.0 < at < 11.0 else usual
        made.add(at, EventName.CPU_SAMPLED, speed=speed / 10 if noise and turn % 2 else speed)
    return made


async def test_it_slows_the_page_down_and_lets_it_go() -> None:
    world = FakeWorld()
    await CpuThrottle(rate=4).inject(world)
    await CpuThrottle(rate=4).lift(world)
    assert world.calls == [("slow_down", 4.0), ("speed_up",)]


@pytest.mark.parametrize("rate", [3, 4, 6, 20])
@pytest.mark.parametrize("noise", [False, True])
def test_work_that_takes_that_much_longer_is_the_witness(rate: float, noise: bool) -> None:
    sighting = CpuThrottle(rate=rate).witness(sampled(USUAL / rate, noise=noise).timeline(), SLOW)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.1)
    assert sighting.detail == f"work in the page took {rate:.1f} times as long"


def test_it_is_seen_while_it_lasts_too() -> None:
    going_on = Injection(0, ZERO + 5.0, ZERO + 5.01)
    assert CpuThrottle(rate=4).witness(sampled(USUAL / 4, until=9.0).timeline(), going_on) is not None


@pytest.mark.parametrize("noise", [False, True])
def test_a_page_that_works_as_before_is_no_witness(noise: bool) -> None:
    assert CpuThrottle(rate=3).witness(sampled(USUAL, noise=noise).timeline(), SLOW) is None


def test_a_busy_machine_in_which_half_of_the_work_is_held_up_is_no_witness() -> None:
    made = Made(20.0)
    for turn in range(2, 80):
        at = turn / 4 + 0.1
        held_up = 5.0 < at < 11.0 and turn % 2
        made.add(at, EventName.CPU_SAMPLED, speed=USUAL / 10 if held_up else USUAL)
    assert CpuThrottle(rate=3).witness(made.timeline(), SLOW) is None


def test_a_page_that_is_only_half_as_slow_as_it_should_be_is_no_witness() -> None:
    assert CpuThrottle(rate=6).witness(sampled(USUAL / 3).timeline(), SLOW) is None


def test_a_page_that_was_slow_all_the_time_is_no_witness() -> None:
    assert CpuThrottle(rate=4).witness(sampled(USUAL / 4, usual=USUAL / 4).timeline(), SLOW) is None


def test_a_document_that_has_just_begun_and_is_slow_for_that_is_no_witness() -> None:
    made = sampled(USUAL).add(5.5, EventName.PAGE_OPENED, document="2", url="http://h/")
    made.events = [e for e in made.events if e.name is not EventName.CPU_SAMPLED or not 5.5 < e.at - ZERO < 7.0]
    for turn in range(40):
        made.add(5.6 + turn / 30, EventName.CPU_SAMPLED, speed=USUAL / 20)
    assert CpuThrottle(rate=3).witness(made.timeline(), SLOW) is None


def test_a_page_that_notes_nothing_is_no_witness() -> None:
    assert CpuThrottle(rate=4).witness(Made(20.0).timeline(), SLOW) is None


@pytest.mark.parametrize("rate", [2, 21])
def test_a_rate_that_could_not_be_witnessed_or_borne_is_refused(rate: float) -> None:
    with pytest.raises(ValidationError):
        CpuThrottle(rate=rate)
