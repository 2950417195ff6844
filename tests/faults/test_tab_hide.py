"""Tab hide: its act on the browser, and its witness on made timelines."""

import pytest

from chaoslab.faults.tab_hide import TabHide
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

AWAY = Injection(0, ZERO + 5.0, ZERO + 5.2, ZERO + 15.0)


def hidden(*, trusted: bool = True, ticks: int = 1) -> Made:
    made = healthy(20.0).add(5.1, EventName.PAGE_HIDDEN, trusted=trusted)
    for second in range(1, 20):
        made.add(second, EventName.TIMER_SAMPLED, worst_late=0.001, ticks=ticks if 6 < second < 15 else 20)
    return made


async def test_it_hides_the_tab_and_shows_it_again() -> None:
    world = FakeWorld()
    await TabHide().inject(world)
    await TabHide().lift(world)
    assert world.calls == [("hide",), ("show",)]


def test_a_trusted_event_and_throttled_timers_are_the_witness() -> None:
    sighting = TabHide().witness(hidden().timeline(), AWAY)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.1)


def test_an_event_that_the_page_made_itself_is_no_witness() -> None:
    assert TabHide().witness(hidden(trusted=False).timeline(), AWAY) is None


def test_timers_that_run_on_are_no_witness() -> None:
    assert TabHide().witness(hidden(ticks=20).timeline(), AWAY) is None


def test_a_tab_that_stays_in_front_is_no_witness() -> None:
    assert TabHide().witness(healthy(20.0).timeline(), AWAY) is None
