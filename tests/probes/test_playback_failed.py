"""Playback failed, on made timelines."""

from chaoslab.probes import Measurement
from chaoslab.probes.playback_failed import PlaybackFailed
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def measured(made: Made) -> Measurement:
    return PlaybackFailed().measure(made.timeline())


def test_a_player_that_plays_has_not_failed() -> None:
    assert measured(healthy()).value is False


def test_the_pages_error_is_a_failure() -> None:
    assert measured(healthy().state("error", 9.0)).value is True


def test_a_media_error_that_pictures_followed_was_not_fatal() -> None:
    assert measured(healthy().add(5.0, EventName.MEDIA_FAILED, media=1, code=3, message="")).value is False


def test_a_media_error_that_nothing_followed_is_a_failure_and_gives_its_code() -> None:
    made = Made(15.0).shows(0.5, 5.0, latency=0.8).add(5.0, EventName.MEDIA_FAILED, media=1, code=3, message="")
    measurement = measured(made)
    assert measurement.value is True
    assert measurement.note == "media error 3"
