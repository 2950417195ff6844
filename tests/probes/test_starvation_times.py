"""Starvation times, on made timelines."""

import pytest

from chaoslab.probes.starvation_times import StarvationTimes
from tests.made_timeline import healthy
from tests.probes.test_starvation_count import starved


def test_each_wait_that_ended_is_one() -> None:
    measurement = StarvationTimes().measure(starved(healthy(15.0), (2.0, 3.0), (5.0, 5.5), (12.0, None)).timeline())
    assert measurement.value == pytest.approx((1.0, 0.5))


def test_without_a_wait_the_list_is_empty() -> None:
    assert StarvationTimes().measure(starved(healthy()).timeline()).value == ()
