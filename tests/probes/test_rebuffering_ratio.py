"""Rebuffering ratio, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.rebuffering_ratio import RebufferingRatio
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return RebufferingRatio().measure(made.timeline())


def test_play_without_a_stall_has_none_and_startup_does_not_count() -> None:
    assert measured(Made(20.0).shows(6.0, 20.0, latency=0.8)).value == 0.0


def test_it_is_stalled_time_over_watched_time() -> None:
    measurement = measured(outage(35.0))
    assert measurement.value == pytest.approx((13.0 - 5.1) / 35.0, abs=measurement.uncertainty)


def test_after_a_failure_nobody_watches_and_nothing_stalls() -> None:
    made = outage(35.0, returns_at=None).state("error", 15.0)
    assert measured(made).value == pytest.approx((15.0 - 5.1) / 15.0, abs=0.003)


def test_its_uncertainty_is_a_picture_for_each_stall() -> None:
    assert measured(outage(35.0)).uncertainty == pytest.approx((1 / 30 + 0.001) / 35.0, abs=0.0001)


def test_a_picture_that_never_moved_gives_none() -> None:
    assert measured(Made(15.0)).value is None
    assert measured(healthy()).value == 0.0
