"""Return time, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.return_time import ReturnTime
from tests.made_timeline import Made, healthy, outage

FLV = "/live/live/k.flv"


def measured(made: Made) -> Measurement:
    return ReturnTime().measure(made.timeline())


def fallen_back(until: float) -> Made:
    return outage(60.0, returns_at=None).hls(12.02).shows(13.0, until, latency=2.5)


def test_it_counts_from_the_lift_to_the_first_flv_picture() -> None:
    made = fallen_back(30.0).request(30.0, None, FLV).shows(30.5, 60.0, latency=0.8)
    assert measured(made).value == pytest.approx(5.5, abs=0.001)


def test_a_return_under_the_fault_is_below_nothing() -> None:
    made = fallen_back(20.0).request(20.0, None, FLV).shows(20.5, 60.0, latency=0.8)
    assert measured(made).value == pytest.approx(-4.5, abs=0.001)


def test_a_player_that_stays_with_hls_is_censored() -> None:
    measurement = measured(fallen_back(60.0))
    assert measurement.censored
    assert measurement.value == pytest.approx(35.0)


def test_without_a_fallback_there_is_no_return() -> None:
    assert measured(healthy(20.0).fault(5.0, 6.0)).value is None
