"""Rebuffering ratio of the fault window, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.rebuffering_ratio_fault_window import RebufferingRatioFaultWindow
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return RebufferingRatioFaultWindow().measure(made.timeline())


def test_only_the_time_under_the_fault_counts() -> None:
    measurement = measured(outage(35.0))
    assert measurement.value == pytest.approx((13.0 - 5.1) / 20.0, abs=measurement.uncertainty)


def test_a_stall_that_outlasts_the_fault_counts_up_to_the_lift() -> None:
    made = Made(30.0).shows(0.5, 6.0, latency=0.8).fault(5.0, 10.0).shows(14.0, 30.0, latency=0.8)
    assert measured(made).value == pytest.approx(4.0 / 5.0, abs=0.01)


def test_several_faults_count_together() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(7.0, 40.0, latency=0.8)
    assert measured(made.fault(20.0, 22.0, step=1)).value == pytest.approx(0.5, abs=0.02)


def test_under_a_fault_that_hid_the_tab_nobody_watched() -> None:
    made = healthy(20.0).fault(5.0, 9.0, kind="tab_hide")
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made).value is None


def test_without_a_fault_there_is_no_window() -> None:
    assert measured(healthy()).value is None
