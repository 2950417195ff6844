"""Breaker open, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import signal_outage

FIVE = [0.5, 1.0, 2.0, 4.0, 4.0]


def test_the_silence_after_five_failures_is_the_open_breaker() -> None:
    found = probe("breaker_open").measure(signal_outage(100.0, [*FIVE, 60.0]).timeline())
    assert found.value == pytest.approx(60.0)
    assert not found.censored


def test_a_silence_that_had_not_ended_is_at_least_so_long() -> None:
    found = probe("breaker_open").measure(signal_outage(40.0, FIVE).timeline())
    assert found.value == pytest.approx(40.0 - 16.525)
    assert found.censored


def test_without_a_breaker_the_longest_delay_is_seen() -> None:
    found = probe("breaker_open").measure(signal_outage(38.0, [*FIVE, 4.0, 4.0, 4.0, 4.0, 4.0]).timeline())
    assert found.value == pytest.approx(4.0)


def test_fewer_failures_open_nothing() -> None:
    found = probe("breaker_open").measure(signal_outage(40.0, [*FIVE[:4], 20.0], last_taken=True).timeline())
    assert (found.value, found.note) == (None, "no 5 attempts in a row failed")
