"""Overlay after end, on made timelines."""

import pytest

from chaoslab.probes import probe
from tests.made_timeline import Made, healthy


def over() -> Made:
    return healthy(20.0).socket(0.2).told_of_the_end(5.0)


@pytest.mark.parametrize("state", ["spinner", "retrying", "waiting", "error"])
def test_what_speaks_of_a_return_is_seen(state: str) -> None:
    measurement = probe("overlay_after_end").measure(over().state(state, 8.0, 8.5).timeline())
    assert (measurement.value, measurement.note) == (True, state)


def test_what_goes_within_a_second_is_let_pass() -> None:
    assert probe("overlay_after_end").measure(over().state("retrying", 4.9, 5.5).timeline()).value is False


def test_the_end_itself_may_be_shown() -> None:
    assert probe("overlay_after_end").measure(over().state("ended", 5.1).timeline()).value is False


def test_a_page_that_was_not_told_proves_nothing() -> None:
    assert probe("overlay_after_end").measure(healthy(20.0).timeline()).value is None
