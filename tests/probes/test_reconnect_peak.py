"""Reconnect peak, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy


def herd(*returns: float) -> Made:
    made = healthy(30.0).fault(5.0, 9.0)
    for _ in returns:
        made.socket(0.2, 5.0).socket(5.5, 5.51, taken=False)
    for at in returns:
        made.socket(at)
    return made


def test_the_densest_half_second_counts() -> None:
    measurement = probe("reconnect_peak").measure(herd(9.5, 9.9, 9.99, 10.2, 12.0).timeline())
    assert measurement.value == pytest.approx(3 / 0.5)


def test_all_at_once_are_all_in_one_half_second() -> None:
    assert probe("reconnect_peak").measure(herd(*[12.5] * 10).timeline()).value == pytest.approx(20.0)


def test_attempts_that_did_not_reach_the_server_are_no_arrivals() -> None:
    made = herd(9.5, 11.0)
    for _ in range(8):
        made.socket(9.6, 9.61, taken=False)
    assert probe("reconnect_peak").measure(made.timeline()).value == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (healthy(30.0).fault(5.0, 9.0), "never opened"),
        (healthy(30.0).fault(5.0, 9.0).socket(0.2), "no fault ended"),
        (healthy(30.0).fault(5.0, 9.0).socket(0.2, 5.0).socket(5.5, 5.6, taken=False), "reached the server again"),
    ],
)
def test_viewers_who_never_came_back_are_no_low_peak(made: Made, why: str) -> None:
    measurement = probe("reconnect_peak").measure(made.timeline())
    assert measurement.value is None
    assert why in measurement.note
