"""Recovered, on made timelines."""

import pytest

from chaoslab.probes import Value
from chaoslab.probes.recovered import Recovered
from tests.made_timeline import Made, healthy, outage


def recovered(made: Made) -> Value:
    return Recovered().measure(made.timeline()).value


def cut(length: float = 35.0) -> Made:
    return Made(length).shows(0.5, 5.1, latency=0.8).fault(5.0, 25.0)


def test_five_steady_seconds_on_another_transport_are_recovery() -> None:
    assert recovered(outage()) is True


def test_pictures_too_far_behind_live_are_not() -> None:
    assert recovered(cut().shows(13.0, 35.0, latency=3.0)) is False


def test_half_the_frames_are_not() -> None:
    assert recovered(cut().shows(13.0, 35.0, latency=2.0, every=2)) is False


def test_four_seconds_before_the_end_are_too_short_to_tell() -> None:
    measurement = Recovered().measure(outage(returns_at=31.0).timeline())
    assert (measurement.value, measurement.censored) == (None, True)
    assert measurement.note == "too early to tell: plays again since 31.0 s, 4.0 s before the end, and 5 s are needed"


def test_without_a_fault_there_is_nothing_to_recover_from() -> None:
    assert recovered(healthy()) is None


def test_a_fault_that_never_reached_the_picture_counts_as_recovered() -> None:
    assert recovered(healthy(20.0).fault(5.0, 6.0)) is True


@pytest.mark.parametrize("dies_at", [14.0, 20.0, 33.0])
def test_steady_seconds_that_are_followed_by_another_loss_are_not(dies_at: float) -> None:
    assert recovered(cut().shows(7.0, dies_at, latency=0.8)) is False


def test_each_fault_must_be_recovered_from() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 7.0).shows(8.0, 20.0, latency=0.8)
    made.fault(20.0, 30.0, step=1)
    assert recovered(made) is False
    assert recovered(made.shows(24.0, 40.0, latency=1.0)) is True


def test_faults_that_overlap_are_one() -> None:
    made = Made(40.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 20.0).fault(8.0, 22.0, step=1)
    assert recovered(made.shows(23.0, 40.0, latency=0.8)) is True


def test_a_slate_without_numbers_is_no_recovery() -> None:
    assert recovered(cut().shows(6.0, 35.0, latency=0.8, painted=None, media=2)) is False


def test_the_stop_of_the_next_fault_is_none_of_the_one_before() -> None:
    made = Made(35.0).shows(0.5, 22.0, latency=0.8).fault(5.0, 6.0).fault(22.01, 23.0, step=1)
    assert recovered(made.shows(25.0, 35.0, latency=0.8)) is True


def test_where_nothing_played_before_the_fault_there_was_nothing_to_recover() -> None:
    made = Made(20.0).fault(0.0, 8.0).shows(9.0, 20.0, latency=0.8)
    assert Recovered().measure(made.timeline()).value is None


@pytest.mark.parametrize("second", [6.5, 9.0, 11.5, 14.0])
def test_faults_that_come_too_close_to_be_steady_between_them_are_recovered_from_together(second: float) -> None:
    assert recovered(healthy(30.0).fault(5.0, 6.0).fault(second, second + 1, step=1)) is True
