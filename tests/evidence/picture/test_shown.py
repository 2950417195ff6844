"""Pictures that were shown before, on made timelines."""

from collections.abc import Sequence

import pytest

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.frames import Gap, gaps, presented, stills
from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.timeline.events import EventName
from tests.made_timeline import FPS, ZERO, Made


def spans(stops: Sequence[Gap]) -> list[tuple[float, float]]:
    return [(round(stop.start - ZERO, 2), round(stop.end - ZERO, 2)) for stop in stops]


def test_the_first_picture_that_a_browser_shows_again_after_an_unload_is_not_its_return() -> None:
    made = Made(25.0).steadied().fault(5.0, 8.0).shows(0.5, 5.0, latency=0.5, media=1)
    made.add(14.0, EventName.FRAME_PRESENTED, painted=0, media=1)
    assert spans(gaps(made.shows(18.0, 25.0, latency=0.5, media=1).timeline())) == [(4.97, 18.0)]


def test_pictures_shown_twice_are_no_new_ones_but_they_move() -> None:
    made = (
        Made(25.0)
        .steadied()
        .fault(5.0, 8.0)
        .shows(0.5, 5.0, latency=0.8, media=1)
        .shows(9.0, 25.0, latency=7.6, media=1)
    )
    timeline = made.timeline()
    assert spans(gaps(timeline)) == [(4.97, 11.8)]
    assert spans(stills(timeline)) == [(4.97, 9.0)]
    hit = disturbance(timeline)
    assert hit is not None and hit.recovered_at is None  # 7.6 s behind live


def test_another_element_that_shows_them_makes_no_difference() -> None:
    made = Made(25.0).shows(0.5, 5.0, latency=0.8, media=1).shows(9.0, 25.0, latency=7.6, media=2)
    assert spans(gaps(made.timeline())) == [(4.97, 11.8)]


def test_the_same_number_a_lap_later_is_another_picture() -> None:
    assert len(presented(Made(90.0).shows(0.5, 90.0, latency=0.5, media=1).timeline())) == 89.5 * FPS


def test_pictures_shown_twice_while_the_element_says_it_plays_are_no_freeze() -> None:
    made = Made(20.0).steadied().shows(0.5, 8.0, latency=0.8, media=1).shows(8.0, 20.0, latency=6.8, media=1)
    for turn in range(2, 80):
        made.add(turn / 4, EventName.MEDIA_SAMPLED, media=1, paused=False, ready_state=4, position=turn / 4)
    timeline = made.timeline()
    assert [length for stop in gaps(timeline) if (length := stop.length)] == [pytest.approx(6.0, abs=0.1)]
    assert silent_freezes(timeline) == ()
