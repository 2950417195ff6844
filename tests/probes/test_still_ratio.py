"""Still ratio, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.rebuffering_ratio import RebufferingRatio
from chaoslab.probes.still_ratio import StillRatio
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy


def measured(made: Made) -> Measurement:
    return StillRatio().measure(made.timeline())


def test_an_undisturbed_stream_has_none() -> None:
    assert measured(healthy()).value == 0.0


def test_what_follows_a_pause_the_end_or_a_failure_counts_too() -> None:
    made = Made(27.0).steadied().shows(0.5, 8.0, latency=0.8, media=1)
    made.add(0.5, EventName.MEDIA_PLAYING, media=1, position=0.0).add(8.2, EventName.MEDIA_PAUSED, media=1, position=7)
    measurement = measured(made)
    assert measurement.value == pytest.approx(19.03 / 26.5, abs=0.001)
    assert measurement.uncertainty == pytest.approx((1 / 30 + 0.001) / 26.5, abs=0.0001)
    watched = RebufferingRatio().measure(made.timeline()).value
    assert isinstance(watched, float) and watched < 0.03


def test_startup_and_hidden_time_do_not_count() -> None:
    made = Made(20.0).shows(10.0, 12.0, latency=0.8).shows(18.0, 20.0, latency=0.8)
    made.add(13.0, EventName.PAGE_HIDDEN, trusted=True).add(18.0, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made).value == pytest.approx(1.03 / 5.0, abs=0.001)


def test_pictures_shown_once_more_are_not_still() -> None:
    assert measured(Made(20.0).shows(0.5, 10.0, latency=0.8).shows(10.0, 20.0, latency=5.8)).value == 0.0


def test_a_picture_behind_a_cover_is_no_moving_one() -> None:
    made = Made(20.5).viewed_by(0.2, 1).shows(0.5, 20.5, latency=0.8, media=1).viewed_by(10.5, 1, 0.0, why="covered")
    assert measured(made).value == pytest.approx(0.5, abs=0.01)


def test_a_window_counts_from_its_start() -> None:
    timeline = Made(20.0).shows(0.5, 10.0, latency=0.8).timeline().through(ZERO + 8.0, ZERO + 12.0)
    assert StillRatio().measure(timeline).value == pytest.approx(0.5, abs=0.01)


def test_a_picture_that_never_moved_gives_none() -> None:
    assert measured(Made(15.0)).value is None
