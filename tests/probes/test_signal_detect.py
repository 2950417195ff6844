"""Signal detect, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.signal_detect import SignalDetect
from tests.made_timeline import Made, healthy, signal_outage


def measured(made: Made) -> Measurement:
    return SignalDetect().measure(made.timeline())


def test_a_cut_connection_ends_at_once() -> None:
    measurement = measured(signal_outage(20.0, [0.5]))
    assert measurement.value == pytest.approx(0.0, abs=measurement.uncertainty)


def test_a_silent_one_when_its_timeout_has_passed() -> None:
    made = healthy(60.0).fault(5.0, 50.0, kind="timeout").socket(0.2, 44.0).socket(44.5)
    assert measured(made).value == pytest.approx(39.0)


def test_one_that_stands_tells_nothing() -> None:
    assert measured(healthy(20.0).fault(5.0, 9.0).socket(0.2)).value is None
    assert measured(healthy(20.0).fault(5.0, 9.0)).value is None
