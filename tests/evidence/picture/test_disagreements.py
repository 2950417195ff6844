"""Elements that disagree on whether the picture moves, on made timelines."""

from chaoslab.evidence.picture.disagreements import disagreements
from tests.evidence.picture.test_under_test import MAIN, SECOND, SMALL, two
from tests.made_timeline import ZERO, Made


def found(made: Made) -> list[tuple[float, float, bool]]:
    spans = disagreements(made.timeline())
    assert all((span.tested, span.other) == (MAIN, SECOND) for span in spans)
    return [(round(span.start - ZERO, 2), round(span.end - ZERO, 2), span.tested_stood) for span in spans]


def test_a_dead_element_beside_one_that_plays() -> None:
    assert found(two(**SMALL)) == [(4.97, 20.0, True)]


def test_one_behind_a_blur_that_plays_on_also_tells_that_the_stream_came() -> None:
    assert found(two(second=0.0)) == [(4.97, 20.0, True)]


def test_a_dead_thumbnail_beside_a_main_picture_that_plays() -> None:
    made = Made(20.0).viewed_by(0.3, SECOND, **SMALL).viewed_by(0.3, MAIN)
    made.shows(0.5, 20.0, latency=0.8, media=MAIN).shows(0.5, 5.0, latency=1.8, media=SECOND)
    assert found(made) == [(4.97, 20.0, False)]
    assert found(made.viewed_by(9.0, SECOND, 0.0, width=0, height=0)) == [(4.97, 9.0, False)]


def test_two_that_play_agree() -> None:
    assert found(two(dies=20.0, **SMALL)) == []


def test_two_that_stand_still_agree() -> None:
    made = Made(20.0).viewed_by(0.3, SECOND, **SMALL).viewed_by(0.3, MAIN)
    made.shows(0.5, 5.0, latency=0.8, media=MAIN).shows(0.5, 5.5, latency=1.8, media=SECOND)
    assert found(made) == []


def test_one_element_cannot_disagree_with_itself() -> None:
    assert found(Made(9.0).viewed_by(0.3, MAIN).shows(0.5, 5.0, latency=0.8, media=MAIN)) == []
