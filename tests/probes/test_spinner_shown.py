"""Spinner shown, on made timelines."""

from chaoslab.probes.spinner_shown import SpinnerShown
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_a_spinner_is_seen() -> None:
    assert SpinnerShown().measure(healthy().add(7.0, EventName.STATE_SHOWN, state="spinner").timeline()).value is True


def test_another_state_is_no_spinner() -> None:
    assert SpinnerShown().measure(healthy().add(7.0, EventName.STATE_SHOWN, state="error").timeline()).value is False
