"""Rejoin time, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy


def restart(*counts: tuple[float, int]) -> Made:
    made = healthy(30.0).fault(5.0, 7.0, kind="server_restart").socket(0.2, 5.01).socket(7.5)
    for at, count in counts:
        made.counted(at, count)
    return made


def test_it_ends_with_the_count_that_was_there_before() -> None:
    measurement = probe("rejoin_time").measure(restart((0.5, 1), (7.1, 0), (7.6, 1)).timeline())
    assert measurement.value == pytest.approx(7.6 - 5.01)


def test_a_count_that_was_right_for_a_moment_only_is_not_it() -> None:
    measurement = probe("rejoin_time").measure(restart((0.5, 1), (7.1, 1), (7.6, 0), (9.0, 1)).timeline())
    assert measurement.value == pytest.approx(9.0 - 5.01)


def test_a_count_that_stays_wrong_has_not_ended() -> None:
    measurement = probe("rejoin_time").measure(restart((0.5, 1), (7.1, 0)).timeline())
    assert measurement.value == pytest.approx(30.0 - 5.01)
    assert measurement.censored
    assert measurement.note == "the server counted 0 at the end and 1 before the fault"


def test_a_server_that_gave_no_count_afterwards_leaves_it_open() -> None:
    assert probe("rejoin_time").measure(restart((0.5, 1)).timeline()).value is None


def test_without_a_loss_there_is_nothing_to_join_again() -> None:
    whole = healthy(30.0).fault(5.0, 7.0).socket(0.2).counted(0.5, 1).counted(6.0, 1)
    assert probe("rejoin_time").measure(whole.timeline()).value is None
