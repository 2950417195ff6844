"""Tab freeze: its acts on the browser, and its witness on made timelines."""

import pytest

from chaoslab.faults.tab_freeze import TabFreeze
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

ASLEEP = Injection(0, ZERO + 5.0, ZERO + 5.3, ZERO + 11.0)


def frozen(*, trusted: bool = True, asleep: bool = True) -> Made:
    """Frozen at 5.2 s; a merely hidden tab works once a second."""
    made = Made(20.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(5.2, EventName.PAGE_FROZEN, trusted=trusted)
    for second in range(1, 20):
        if not (asleep and 5 < second < 11):
            made.add(second + 0.25, EventName.TIMER_SAMPLED, worst_late=0.001, ticks=20)
    return made


async def test_it_freezes_the_tab_and_wakes_it_again() -> None:
    world = FakeWorld()
    await TabFreeze().inject(world)
    await TabFreeze().lift(world)
    assert world.calls == [("freeze",), ("thaw",)]


def test_a_trusted_event_and_silence_after_it_are_the_witness() -> None:
    sighting = TabFreeze().witness(frozen().timeline(), ASLEEP)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.2)
    assert sighting.detail == "trusted freeze, then nothing ran for 5.8 s"


def test_an_event_that_the_page_made_itself_is_no_witness() -> None:
    assert TabFreeze().witness(frozen(trusted=False).timeline(), ASLEEP) is None


def test_a_tab_in_which_a_timer_runs_once_a_second_is_not_frozen() -> None:
    assert TabFreeze().witness(frozen(asleep=False).timeline(), ASLEEP) is None


@pytest.mark.parametrize("name", [EventName.MEDIA_SAMPLED, EventName.CPU_SAMPLED, EventName.FRAME_PRESENTED])
def test_a_tab_in_which_anything_runs_is_not_frozen(name: EventName) -> None:
    assert TabFreeze().witness(frozen().add(8.0, name).timeline(), ASLEEP) is None


def test_a_freeze_too_short_to_differ_from_a_hidden_tab_has_no_witness() -> None:
    lifted_soon = Injection(0, ZERO + 5.0, ZERO + 5.3, ZERO + 7.0)
    assert TabFreeze().witness(frozen().timeline(), lifted_soon) is None


def test_a_page_that_is_merely_silent_is_no_witness() -> None:
    assert TabFreeze().witness(Made(20.0).timeline(), ASLEEP) is None
