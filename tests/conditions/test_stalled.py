"""When the picture stands still."""

import pytest

from chaoslab.conditions import condition
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy

STALLED = condition("stalled")


def test_it_is_met_250_ms_after_the_last_picture_as_soon_as_the_page_has_reported() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).add(6.2, EventName.MEDIA_SAMPLED)
    assert STALLED.met_at(made.timeline(), ZERO + 5) is None
    made.add(6.3, EventName.MEDIA_SAMPLED)
    assert STALLED.met_at(made.timeline(), ZERO + 5) == pytest.approx(ZERO + 6 - 1 / 30 + 0.25)


def test_a_page_that_has_reported_nothing_yet_does_not_stand_still() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).sends(0, 9)
    assert STALLED.met_at(made.timeline(), ZERO + 5) is None


def test_a_picture_that_stands_already_meets_it_at_once() -> None:
    made = Made(20.0).shows(0.5, 4.0, latency=0.8).shows(8.0, 9.0, latency=0.8)
    assert STALLED.met_at(made.timeline(), ZERO + 5) == ZERO + 5


def test_a_picture_that_moves_on_or_has_not_moved_yet_does_not() -> None:
    assert STALLED.met_at(healthy().timeline(), ZERO + 5) is None
    assert STALLED.met_at(Made(9.0).add(3.0, EventName.MEDIA_SAMPLED).timeline(), ZERO) is None


def test_what_a_hidden_tab_does_not_show_is_no_stall() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).add(6.0, EventName.PAGE_HIDDEN, trusted=True)
    assert STALLED.met_at(made.add(9.0, EventName.TIMER_SAMPLED).timeline(), ZERO + 5) is None
