"""Time to impact, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.time_to_impact import TimeToImpact
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy, outage


def measured(made: Made) -> Measurement:
    return TimeToImpact().measure(made.timeline())


def test_it_counts_from_the_first_receipt_to_the_last_picture() -> None:
    measurement = measured(outage())
    assert measurement.value == pytest.approx(5.1 - 1 / 30 - 5.005, abs=0.001)
    assert measurement.uncertainty == pytest.approx(0.005 + 1 / 30 + 0.001, abs=0.0002)


def test_a_picture_that_stopped_before_the_witness_saw_why_gives_less_than_nothing() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).fault(4.9, 12.0).shows(9.0, 20.0, latency=0.8)
    made.request(0.1, 6.0, "/live/live/k.flv", error="net::ERR_CONNECTION_RESET")
    assert measured(made).value == pytest.approx(5.0 - 1 / 30 - 6.0, abs=0.001)


def test_settings_of_another_version_leave_what_was_seen_live() -> None:
    made = Made(20.0).shows(0.5, 5.5, latency=0.8).shows(9.0, 20.0, latency=0.8)
    made.add(5.0, EventName.FAULT_INTENDED, step=0, fault="proxy_down", settings={"gone": 1})
    made.add(5.0, EventName.FAULT_INJECTED, step=0, fault="proxy_down", sent_at=ZERO + 5.0, returned_at=ZERO + 5.0)
    made.add(5.2, EventName.FAULT_SEEN, step=0, fault="proxy_down", witness="browser", detail="cut")
    assert measured(made).value == pytest.approx(5.5 - 1 / 30 - 5.2, abs=0.001)


def test_without_a_witness_or_without_an_impact_there_is_none() -> None:
    unseen = Made(20.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 8.0).shows(9.0, 20.0, latency=0.8)
    assert measured(unseen).note == "no witness saw the fault"
    assert measured(healthy(20.0).fault(5.0, 6.0)).note == "no fault reached the picture"
