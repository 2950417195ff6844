"""Error shown, on made timelines."""

from chaoslab.probes.error_shown import ErrorShown
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy


def test_an_error_is_seen() -> None:
    assert ErrorShown().measure(healthy().add(7.0, EventName.STATE_SHOWN, state="error").timeline()).value is True


def test_a_healthy_page_shows_none() -> None:
    assert ErrorShown().measure(healthy().timeline()).value is False
