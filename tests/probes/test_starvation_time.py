"""Starvation time, on made timelines."""

import pytest

from chaoslab.probes.starvation_time import StarvationTime
from tests.made_timeline import healthy
from tests.probes.test_starvation_count import starved


def test_it_is_the_sum_of_all_waits() -> None:
    measurement = StarvationTime().measure(starved(healthy(), (2.0, 3.0), (5.0, 5.5)).timeline())
    assert measurement.value == pytest.approx(1.5)
    assert measurement.uncertainty == pytest.approx(0.004)
    assert not measurement.censored


def test_a_wait_that_lasts_at_the_end_is_at_least_that_long() -> None:
    measurement = StarvationTime().measure(starved(healthy(15.0), (12.0, None)).timeline())
    assert measurement.value == pytest.approx(3.0)
    assert measurement.censored


def test_a_player_that_never_lacked_data_waited_for_none() -> None:
    assert StarvationTime().measure(starved(healthy()).timeline()).value == 0.0
