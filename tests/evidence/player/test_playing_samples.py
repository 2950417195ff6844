"""What the media element that played told, on made timelines."""

from chaoslab.evidence.player.playing_samples import playing_events
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import ZERO, Made, healthy


def two_elements() -> Made:
    """One plays from 0.5 s on and lacks data from 4 to 5 s; the other one plays from 8 s on. Both are sampled."""
    made = healthy().add(0.5, EventName.MEDIA_PLAYING, media=1, position=0)
    made.add(4.0, EventName.MEDIA_WAITING, media=1, position=3).add(5.0, EventName.MEDIA_PLAYING, media=1, position=3)
    made.add(8.0, EventName.MEDIA_PLAYING, media=2, position=0)
    for at in (0.25, 1.25, 4.25, 7.25, 9.25):
        made.add(at, EventName.MEDIA_SAMPLED, media=1, paused=False)
        made.add(at, EventName.MEDIA_SAMPLED, media=2, paused=at < 8)
    return made


def samples(timeline: Timeline) -> list[tuple[float, int]]:
    playing = playing_events(timeline, EventName.MEDIA_SAMPLED)
    return [(round(event.at - ZERO, 2), event.data["media"]) for event in playing]


def test_only_the_element_that_played_last_is_heard_and_only_while_it_plays() -> None:
    assert samples(two_elements().timeline()) == [(1.25, 1), (7.25, 1), (9.25, 2)]


def test_a_sample_that_says_paused_is_not_heard() -> None:
    made = two_elements().add(2.0, EventName.MEDIA_SAMPLED, media=1, paused=True)
    assert samples(made.timeline()) == [(1.25, 1), (7.25, 1), (9.25, 2)]


def test_nothing_is_heard_from_outside_a_window() -> None:
    assert samples(two_elements().timeline().through(ZERO + 7, ZERO + 9)) == [(7.25, 1)]


def test_nothing_is_heard_where_nothing_played() -> None:
    assert samples(healthy().add(2.0, EventName.MEDIA_SAMPLED, media=1, paused=False).timeline()) == []
