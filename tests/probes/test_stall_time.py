"""Stall time, on made timelines."""

import pytest

from chaoslab.probes.stall_time import StallTime
from tests.made_timeline import healthy, outage


def test_it_counts_from_the_last_picture_to_the_next_one() -> None:
    measurement = StallTime().measure(outage().timeline())
    assert measurement.value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)
    assert not measurement.censored


def test_a_stall_open_at_the_end_is_counted_to_the_end() -> None:
    measurement = StallTime().measure(outage(returns_at=None).timeline())
    assert measurement.value == pytest.approx(35.0 - 5.1 + 1 / 30, abs=0.001)
    assert measurement.censored


def test_a_healthy_stream_has_none() -> None:
    assert StallTime().measure(healthy().timeline()).value == 0.0
