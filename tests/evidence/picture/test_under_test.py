"""Which element is judged, on made timelines."""

import pytest

from chaoslab.evidence.picture.frames import gaps, presented
from chaoslab.evidence.picture.under_test import elements_under_test, named, under_test
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import FPS, ZERO, Made

SMALL = {"width": 160, "height": 90}
MAIN, SECOND = 1, 2


def two(length: float = 20.0, *, dies: float = 5.0, second: float = 1.0, **size: int) -> Made:
    """The main picture dies; a second element of the same stream plays on, a second further behind."""
    made = Made(length).steadied().viewed_by(0.3, SECOND, second, **size).viewed_by(0.3, MAIN)
    made.add(0.2, EventName.MEDIA_ATTACHED, media=MAIN, tag="video")
    return made.shows(0.5, dies, latency=0.8, media=MAIN).shows(0.5, length, latency=1.8, media=SECOND)


def stops(timeline: Timeline) -> list[tuple[float, float]]:
    return [(round(gap.start - ZERO, 2), round(gap.end - ZERO, 2)) for gap in gaps(timeline)]


def judged(timeline: Timeline) -> list[tuple[int | None, float]]:
    return [(span.media, round(span.start - ZERO, 2)) for span in elements_under_test(timeline)]


@pytest.mark.parametrize("second", [0.0, 1.0], ids=["a blurred backdrop", "a thumbnail"])
def test_a_dead_element_stays_under_test_beside_a_small_one_that_plays(second: float) -> None:
    timeline = two(second=second, **SMALL).timeline()
    assert judged(timeline) == [(MAIN, 0.0)]
    assert stops(timeline) == [(4.97, 20.0)]


def test_pictures_of_another_element_add_nothing() -> None:
    timeline = two(dies=20.0, **SMALL).timeline()
    assert len(presented(timeline)) == pytest.approx(19.5 * FPS, abs=1)
    assert {frame.media for frame in presented(timeline)} == {MAIN}


def test_of_two_equal_ones_the_one_that_was_under_test_stays() -> None:
    timeline = two().viewed_by(8.0, SECOND).timeline()
    assert {media for media, _ in judged(timeline)} == {SECOND}


def test_a_larger_one_takes_over_when_it_grows() -> None:
    timeline = two(**SMALL).viewed_by(8.0, SECOND, width=1280, height=720).timeline()
    assert judged(timeline) == [(MAIN, 0.0), (SECOND, 8.0)]
    assert stops(timeline) == [(4.97, 8.0)]


def test_one_that_is_removed_leaves_its_place_to_whatever_is_in_sight() -> None:
    timeline = two(**SMALL).viewed_by(6.0, MAIN, 0.0, width=0, height=0, why="0 px").timeline()
    assert judged(timeline) == [(MAIN, 0.0), (SECOND, 6.0)]


def test_one_that_is_covered_leaves_its_place_to_an_equal_one_but_not_to_a_thumbnail() -> None:
    assert judged(two().viewed_by(6.0, SECOND, 0.0).viewed_by(7.0, SECOND).timeline()) == [(SECOND, 0.0), (MAIN, 6.0)]
    assert judged(two(**SMALL).viewed_by(6.0, MAIN, 0.0).timeline()) == [(MAIN, 0.0)]


def test_an_element_that_never_shows_the_stream_is_not_judged_however_large() -> None:
    made = Made(10.0).viewed_by(0.2, MAIN, width=160, height=90).viewed_by(0.2, 3, width=1920, height=1080)
    made.shows(0.5, 10.0, latency=0.5, media=MAIN).shows(0.5, 10.0, latency=0.5, media=3, painted=None)
    assert judged(made.timeline()) == [(MAIN, 0.0)]


def test_the_pictures_of_both_count_while_nobody_knows_which_lay_on_top() -> None:
    made = Made(10.0).viewed_by(0.3, MAIN).viewed_by(0.3, SECOND, 0.0)
    made.shows(0.5, 5.0, latency=0.5, media=MAIN).shows(5.0, 10.0, latency=0.5, media=SECOND)
    made.viewed_by(5.4, MAIN, 0.0, checked_at=ZERO + 4.9).viewed_by(5.4, SECOND, checked_at=ZERO + 4.9)
    assert stops(made.timeline()) == []


def test_what_an_element_presented_unnoticed_before_it_came_under_test_does_not_count() -> None:
    made = Made(10.0).viewed_by(0.3, MAIN).viewed_by(0.3, SECOND, **SMALL).shows(0.5, 8.0, latency=0.5, media=MAIN)
    for at, painted, count in ((7.9, 200, 100), (8.1, 230, 131), (8.13, 231, 132)):
        made.add(at, EventName.FRAME_PRESENTED, painted=painted, presented=count, media=SECOND)
    frames = presented(made.viewed_by(8.0, SECOND, width=1280, height=720).timeline())
    assert [(frame.media, frame.pictures) for frame in frames[-2:]] == [(SECOND, 1), (SECOND, 1)]


def test_where_sizes_are_unknown_all_elements_count_together() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8, media=MAIN).shows(5.0, 20.0, latency=0.8, media=SECOND)
    assert under_test(made.timeline(), ZERO + 9.0) is None
    assert stops(made.timeline()) == []


def test_the_elements_of_a_new_document_are_other_elements() -> None:
    made = two(**SMALL).add(8.0, EventName.PAGE_OPENED, document="2", url="http://h/")
    made.viewed_by(8.2, MAIN, width=160, height=90).viewed_by(8.2, SECOND)
    assert judged(made.timeline())[-1] == (SECOND, 8.2)


def test_an_element_has_a_name() -> None:
    assert named(two().timeline(), MAIN) == "video 1 (640 × 360)"
    assert named(Made(5.0).timeline(), SECOND) == "video 2"
