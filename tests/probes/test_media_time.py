"""Media time, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.media_time import MediaTime
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return MediaTime().measure(made.timeline())


def test_what_plays_at_the_sources_rate_plays_as_long_as_it_lasts() -> None:
    measurement = measured(healthy(15.0))
    assert measurement.value == pytest.approx(14.5, abs=measurement.uncertainty)


def test_dropped_pictures_were_played_too() -> None:
    measurement = measured(Made(15.0).shows(0.5, 15.0, latency=0.8, every=2))
    assert measurement.value == pytest.approx(14.5, abs=measurement.uncertainty)


def test_neither_a_stall_nor_what_was_jumped_over_is_played() -> None:
    measurement = measured(outage(35.0))
    assert measurement.value == pytest.approx((5.1 - 0.5) + (35.0 - 13.0), abs=measurement.uncertainty)


def test_without_a_picture_nothing_was_played() -> None:
    assert measured(Made(15.0)).value is None
