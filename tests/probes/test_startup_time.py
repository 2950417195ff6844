"""Startup time, on made timelines."""

import pytest

from chaoslab.probes.stall_count import StallCount
from chaoslab.probes.startup_time import StartupTime
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def test_it_counts_from_the_opening_of_the_page_to_the_first_picture() -> None:
    measurement = StartupTime().measure(healthy().timeline())
    assert measurement.value == pytest.approx(0.5)
    assert measurement.uncertainty is not None and measurement.uncertainty < 0.034


def test_a_page_that_never_plays_has_no_startup_time() -> None:
    measurement = StartupTime().measure(Made(5.0).timeline())
    assert measurement.value is None
    assert "never began to move" in measurement.note


def test_a_first_picture_that_stands_still_while_the_buffer_fills_is_still_startup() -> None:
    made = Made(10.0).add(0.5, EventName.FRAME_PRESENTED, painted=1).shows(1.2, 10.0, latency=0.8)
    assert StartupTime().measure(made.timeline()).value == pytest.approx(1.2)
    assert StallCount().measure(made.timeline()).value == 0
