"""Time to recover, on made timelines."""

import pytest

from chaoslab.probes.time_to_recover import TimeToRecover
from tests.made_timeline import healthy, outage


def test_it_counts_from_the_last_good_picture_to_the_start_of_the_steady_ones() -> None:
    found = TimeToRecover().measure(outage().timeline())
    assert found.value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)
    assert not found.censored


def test_a_recovery_that_never_came_is_censored() -> None:
    found = TimeToRecover().measure(outage(returns_at=None).timeline())
    assert found.censored
    assert found.value == pytest.approx(35.0 - 5.1 + 1 / 30, abs=0.001)


def test_a_fault_that_never_reached_the_picture_takes_no_time_to_recover_from() -> None:
    assert TimeToRecover().measure(healthy(20.0).fault(5.0, 6.0).timeline()).value == 0.0
