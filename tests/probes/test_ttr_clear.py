"""Time to recover after clearing, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.ttr_clear import TtrClear
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return TtrClear().measure(made.timeline())


def test_a_player_that_gets_over_a_fault_that_is_still_on_is_below_nothing() -> None:
    assert measured(outage()).value == pytest.approx(13.0 - 25.0, abs=0.001)


def test_one_that_waits_for_the_lift_is_above() -> None:
    made = Made(30.0).shows(0.5, 5.5, latency=0.8).fault(5.0, 10.0).shows(12.0, 30.0, latency=0.8)
    assert measured(made).value == pytest.approx(2.0, abs=0.001)


def test_a_recovery_that_never_came_is_censored() -> None:
    measurement = measured(outage(returns_at=None))
    assert measurement.censored
    assert measurement.value == pytest.approx(10.0)


def test_pictures_that_came_too_late_to_tell_censor_where_they_began() -> None:
    measurement = measured(outage(returns_at=31.0))
    assert measurement.censored
    assert measurement.value == pytest.approx(6.0)


def test_the_longest_of_several_counts() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(7.5, 20.0, latency=0.8)
    made.fault(20.0, 22.0, step=1).shows(26.0, 40.0, latency=0.8)
    assert measured(made).value == pytest.approx(4.0, abs=0.001)


def test_a_longer_recovery_counts_beside_one_that_never_came() -> None:
    made = Made(60.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(20.0, 50.0, latency=0.8)
    measurement = measured(made.fault(50.0, 52.0, step=1))
    assert measurement.censored
    assert measurement.value == pytest.approx(20.0 - 7.0, abs=0.001)


def test_without_a_fault_there_is_none() -> None:
    assert measured(healthy()).value is None
