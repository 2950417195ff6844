"""What the browser told the page, and when the page worked."""

import pytest

from chaoslab.evidence.player.page_lifecycle import PLAYS, WORKS, idle, told
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made


def test_only_what_the_browser_itself_told_within_the_interval_counts() -> None:
    made = Made(20.0).add(2.0, EventName.PAGE_FROZEN, trusted=True).add(5.0, EventName.PAGE_FROZEN, trusted=False)
    made.add(6.0, EventName.PAGE_FROZEN, trusted=True)
    event = told(made.timeline(), EventName.PAGE_FROZEN, ZERO + 4, ZERO + 9)
    assert event is not None and event.at == pytest.approx(ZERO + 6)
    assert told(made.timeline(), EventName.PAGE_FROZEN, ZERO + 7, ZERO + 9) is None


def test_a_page_is_idle_that_notes_nothing_of_that_kind() -> None:
    line = Made(20.0).add(5.0, EventName.TIMER_SAMPLED, worst_late=0, ticks=20).timeline()
    assert idle(line, PLAYS, ZERO + 4, ZERO + 6)
    assert not idle(line, WORKS, ZERO + 4, ZERO + 6)
    assert idle(line, WORKS, ZERO + 5, ZERO + 6)
