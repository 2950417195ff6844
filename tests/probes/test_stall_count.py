"""Stall count, on made timelines."""

from chaoslab.probes.stall_count import StallCount
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage


def test_a_healthy_stream_has_none() -> None:
    assert StallCount().measure(healthy().timeline()).value == 0


def test_an_outage_is_one_stall() -> None:
    assert StallCount().measure(outage().timeline()).value == 1


def test_a_tab_that_is_hidden_shows_nothing_and_is_not_a_stall() -> None:
    made = Made(10.0).shows(0.5, 4.0, latency=0.8).shows(7.0, 10.0, latency=0.8)
    made.add(4.0, EventName.PAGE_HIDDEN, trusted=True).add(6.9, EventName.PAGE_SHOWN, trusted=True)
    assert StallCount().measure(made.timeline()).value == 0


def test_a_gap_just_under_the_threshold_is_none() -> None:
    made = Made(5.0).shows(0.5, 2.0, latency=0.8).shows(2.2, 5.0, latency=0.8)
    assert StallCount().measure(made.timeline()).value == 0
