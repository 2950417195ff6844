"""Latency residual, on made timelines."""

import pytest

from chaoslab.probes.latency_residual import LatencyResidual
from tests.made_timeline import healthy, outage


def test_it_is_the_latency_at_the_end_less_that_of_before() -> None:
    assert LatencyResidual().measure(outage().timeline()).value == pytest.approx(2.5 - 0.8, abs=0.001)


def test_a_fault_that_leaves_no_trace_leaves_none() -> None:
    assert LatencyResidual().measure(healthy(20.0).fault(5.0, 6.0).timeline()).value == pytest.approx(0, abs=0.001)


def test_without_a_picture_at_the_end_there_is_none() -> None:
    measurement = LatencyResidual().measure(outage(returns_at=None).timeline())
    assert measurement.value is None
    assert "in the last 5 s" in measurement.note


def test_without_a_fault_there_is_no_before() -> None:
    assert LatencyResidual().measure(healthy().timeline()).value is None
