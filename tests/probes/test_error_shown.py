"""Error shown, on made timelines."""

from chaoslab.probes.error_shown import ErrorShown
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_an_error_is_seen() -> None:
    assert ErrorShown().measure(healthy().add(7.0, EventName.STATE_SHOWN, state="error").timeline()).value is True


def test_a_healthy_page_shows_none() -> None:
    assert ErrorShown().measure(healthy().timeline()).value is False


def test_one_that_only_flashed_could_not_be_read() -> None:
    measurement = ErrorShown().measure(healthy().state("error", 5.0, 5.1).timeline())
    assert (measurement.value, measurement.note) == (False, "shown for 0.10 s only: too short to read")
