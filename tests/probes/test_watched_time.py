"""Watched time, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.watched_time import WatchedTime
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return WatchedTime().measure(made.timeline())


def test_startup_and_stalls_are_watched() -> None:
    assert measured(healthy(15.0)).value == pytest.approx(15.0)
    assert measured(outage(35.0)).value == pytest.approx(35.0)


def test_a_pause_is_not() -> None:
    made = healthy(15.0).add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)
    made.add(5.0, EventName.MEDIA_PAUSED, media=1, position=4.5).add(8.0, EventName.MEDIA_PLAY_REQUESTED, media=1)
    assert measured(made).value == pytest.approx(12.0)


def test_nor_is_what_comes_after_a_failure() -> None:
    assert measured(healthy(15.0).state("error", 10.0)).value == pytest.approx(10.0)


def test_nor_is_a_hidden_tab() -> None:
    made = healthy(15.0).add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made).value == pytest.approx(11.0)
