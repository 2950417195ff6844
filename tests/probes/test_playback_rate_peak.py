"""Playback rate peak, on made timelines."""

from chaoslab.probes.playback_rate_peak import PlaybackRatePeak
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy
from tests.probes.test_starvation_count import starved


def test_the_highest_rate_counts() -> None:
    made = starved(healthy()).add(2.0, EventName.MEDIA_SAMPLED, media=1, rate=1.0)
    made.add(3.0, EventName.MEDIA_RATE_CHANGED, media=1, rate=1.15).add(4.0, EventName.MEDIA_SAMPLED, media=1, rate=1.1)
    assert PlaybackRatePeak().measure(made.timeline()).value == 1.15


def test_a_rate_that_was_set_while_nothing_played_does_not() -> None:
    made = starved(healthy(15.0), (8.0, None)).add(2.0, EventName.MEDIA_SAMPLED, media=1, rate=1.0)
    made.add(9.0, EventName.MEDIA_RATE_CHANGED, media=1, rate=4.0)
    assert PlaybackRatePeak().measure(made.timeline()).value == 1.0


def test_the_rate_of_another_element_does_not() -> None:
    made = starved(healthy()).add(2.0, EventName.MEDIA_SAMPLED, media=1, rate=1.0, paused=False)
    made.add(2.0, EventName.MEDIA_SAMPLED, media=2, rate=2.0, paused=True)
    made.add(3.0, EventName.MEDIA_RATE_CHANGED, media=2, rate=3.0)
    assert PlaybackRatePeak().measure(made.timeline()).value == 1.0


def test_without_play_there_is_none() -> None:
    assert PlaybackRatePeak().measure(healthy().timeline()).value is None
