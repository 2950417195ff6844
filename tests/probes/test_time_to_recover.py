"""Time to recover, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.time_to_recover import TimeToRecover
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return TimeToRecover().measure(made.timeline())


def test_it_counts_from_the_last_good_picture_to_the_start_of_the_steady_ones() -> None:
    measurement = measured(outage())
    assert measurement.value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)
    assert not measurement.censored


def test_a_recovery_that_never_came_is_censored() -> None:
    measurement = measured(outage(returns_at=None))
    assert measurement.censored
    assert measurement.value == pytest.approx(35.0 - 5.1 + 1 / 30, abs=0.001)


def test_pictures_that_came_back_too_late_to_tell_censor_where_they_began() -> None:
    measurement = measured(outage(returns_at=31.0))
    assert measurement.censored
    assert measurement.value == pytest.approx(31.0 - 5.1 + 1 / 30, abs=0.001)


def test_a_fault_that_never_reached_the_picture_takes_no_time_to_recover_from() -> None:
    assert measured(healthy(20.0).fault(5.0, 6.0)).value == 0.0


def test_the_longest_of_several_counts() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(8.0, 20.0, latency=0.8)
    made.fault(20.0, 30.0, step=1).shows(26.0, 40.0, latency=0.8)
    assert measured(made).value == pytest.approx(26.0 - 20.0 + 1 / 30, abs=0.001)


def test_a_longer_recovery_counts_beside_one_that_never_came() -> None:
    made = Made(60.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(17.0, 50.0, latency=0.8)
    measurement = measured(made.fault(50.0, 52.0, step=1))
    assert measurement.censored
    assert measurement.value == pytest.approx(17.0 - 5.0 + 1 / 30, abs=0.001)


def test_a_thin_picture_without_a_stop_takes_as_long_as_it_is_thin() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 25.0)
    made.shows(5.0, 25.0, latency=0.8, every=3).shows(25.0, 40.0, latency=0.8)
    measurement = measured(made)
    assert measurement.value == pytest.approx(20.0, abs=0.7)  # a twentieth of thin pictures may stand in the first 5 s
    assert not measurement.censored


def test_a_moment_in_which_the_tab_was_hidden_does_not_end_an_outage() -> None:
    made = outage().add(8.0, EventName.PAGE_HIDDEN, trusted=True).add(8.2, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made).value == pytest.approx(13.0 - 5.1 + 1 / 30 - 0.2, abs=0.001)


def test_a_tab_that_was_hidden_and_steady_as_soon_as_it_was_shown_took_no_time() -> None:
    made = Made(30.0).steadied().shows(0.5, 5.0, latency=0.8).fault(5.0, 9.0, kind="tab_hide")
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made.shows(9.05, 30.0, latency=0.8)).value == pytest.approx(0.1, abs=0.05)


def test_where_nothing_played_before_the_fault_there_was_nothing_to_recover() -> None:
    made = Made(20.0).fault(0.0, 8.0).shows(9.0, 20.0, latency=0.8)
    assert TimeToRecover().measure(made.timeline()).value is None
