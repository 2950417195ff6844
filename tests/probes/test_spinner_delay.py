"""Spinner delay, on made timelines."""

import pytest

from chaoslab.probes.spinner_delay import SpinnerDelay
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def waits() -> Made:
    return healthy(20.0).add(2.0, EventName.MEDIA_WAITING, media=1).add(5.5, EventName.MEDIA_WAITING, media=1)


def test_it_counts_from_the_wait_that_the_spinner_answers() -> None:
    made = waits().add(7.51, EventName.STATE_SHOWN, state="spinner").add(9.0, EventName.MEDIA_WAITING, media=1)
    assert SpinnerDelay().measure(made.timeline()).value == pytest.approx(2.01)


def test_without_a_spinner_there_is_none() -> None:
    assert SpinnerDelay().measure(waits().timeline()).value is None


def test_a_spinner_without_a_wait_is_told_apart() -> None:
    measurement = SpinnerDelay().measure(healthy().add(3.0, EventName.STATE_SHOWN, state="spinner").timeline())
    assert measurement.value is None
    assert "no media element waited" in measurement.note
