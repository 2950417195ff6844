"""Tab reload delay, on made timelines."""

import pytest

from chaoslab.probes.tab_reload_delay import TabReloadDelay
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def returned() -> Made:
    made = healthy(30.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True)
    return made.add(17.0, EventName.PAGE_SHOWN, trusted=True)


def test_it_counts_from_the_return_to_the_next_request() -> None:
    measurement = TabReloadDelay().measure(returned().request(17.2, None, "/live/live/k.flv").timeline())
    assert measurement.value == pytest.approx(0.2)


def test_a_player_that_asks_for_nothing_is_censored_at_the_end() -> None:
    measurement = TabReloadDelay().measure(returned().timeline())
    assert measurement.censored
    assert measurement.value == pytest.approx(13.0)


def test_a_tab_that_was_never_away_does_not_return() -> None:
    assert TabReloadDelay().measure(healthy().timeline()).value is None


def test_a_tab_whose_page_was_discarded_returns_with_the_new_document() -> None:
    made = healthy(30.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(5.2, EventName.PAGE_CLOSED, persisted=False)
    made.add(9.0, EventName.PAGE_OPENED).request(9.4, None, "/live/live/k.flv")
    assert TabReloadDelay().measure(made.timeline()).value == pytest.approx(0.4)


def test_a_tab_that_never_came_back_did_not_return() -> None:
    made = healthy(30.0).add(5.1, EventName.PAGE_HIDDEN, trusted=True)
    assert TabReloadDelay().measure(made.timeline()).value is None
