"""Background time, on made timelines."""

import pytest

from chaoslab.probes.background_time import BackgroundTime
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_a_visible_tab_is_in_the_background_for_no_time() -> None:
    assert BackgroundTime().measure(healthy().timeline()).value == 0.0


def test_a_hidden_one_for_as_long_as_it_is_hidden() -> None:
    made = healthy(15.0).add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    made.add(14.0, EventName.PAGE_HIDDEN, trusted=True)
    assert BackgroundTime().measure(made.timeline()).value == pytest.approx(5.0)
