"""Breaker open, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import signal_outage

FIVE = [0.5, 1.0, 2.0, 4.0, 4.0]


def test_the_silence_after_five_failures_is_the_open_breaker() -> None:
    measurement = probe("breaker_open").measure(signal_outage(100.0, [*FIVE, 60.0]).timeline())
    assert measurement.value == pytest.approx(60.0)
    assert not measurement.censored


def test_a_silence_that_had_not_ended_is_at_least_so_long() -> None:
    measurement = probe("breaker_open").measure(signal_outage(40.0, FIVE).timeline())
    assert measurement.value == pytest.approx(40.0 - 16.525)
    assert measurement.censored


def test_without_a_breaker_the_longest_delay_is_seen() -> None:
    measurement = probe("breaker_open").measure(signal_outage(38.0, [*FIVE, 4.0, 4.0, 4.0, 4.0, 4.0]).timeline())
    assert measurement.value == pytest.approx(4.0)


def test_fewer_failures_open_nothing() -> None:
    measurement = probe("breaker_open").measure(signal_outage(40.0, [*FIVE[:4], 20.0], last_taken=True).timeline())
    assert (measurement.value, measurement.note) == (None, "no 5 attempts in a row failed")
