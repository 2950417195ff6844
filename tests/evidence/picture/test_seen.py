"""What a viewer could see of an element, on made timelines."""

import pytest

from chaoslab.evidence.picture.frames import gaps, presented
from chaoslab.evidence.picture.seen import not_known, not_seen
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import FPS, ZERO, Made

COVER = {"why": "covered by div.notice"}


def playing(length: float = 15.0) -> Made:
    return Made(length).steadied().viewed_by(0.3, 1).shows(0.5, length, latency=0.8, media=1)


def stops(timeline: Timeline) -> list[tuple[float, float]]:
    return [(round(gap.start - ZERO, 2), round(gap.end - ZERO, 2)) for gap in gaps(timeline)]


def test_what_plays_behind_a_cover_is_a_stop_that_begins_with_the_last_seen_picture() -> None:
    timeline = playing().viewed_by(5.2, 1, 0.0, **COVER).timeline()
    assert stops(timeline) == [(5.17, 15.0)]
    (cover,) = not_seen(timeline)
    assert (round(cover.start - ZERO, 2), cover.end - ZERO, cover.why) == (5.2, 15.0, "covered by div.notice")


def test_a_cover_that_goes_ends_the_stop() -> None:
    timeline = playing().viewed_by(5.2, 1, 0.0, **COVER).viewed_by(8.0, 1).timeline()
    assert stops(timeline) == [(5.17, 8.0)]
    assert [(round(span.start - ZERO, 2), span.end - ZERO) for span in not_seen(timeline)] == [(5.2, 8.0)]


@pytest.mark.parametrize(("share", "seen"), [(0.49, False), (0.5, True)])
def test_half_of_the_picture_is_enough(share: float, *, seen: bool) -> None:
    assert (stops(playing().viewed_by(5.0, 1, share, **COVER).timeline()) == []) is seen


def test_what_nobody_can_know_counts_as_seen_and_is_told() -> None:
    why = "may be covered by iframe#ad"
    timeline = playing().viewed_by(5.0, 1, 0.2, possible=0.9, why=why).viewed_by(7.0, 1).timeline()
    assert stops(timeline) == []
    assert not_seen(timeline) == ()
    assert [(span.start - ZERO, span.end - ZERO, span.why) for span in not_known(timeline)] == [(5.0, 7.0, why)]


def test_an_element_that_nobody_looked_at_counts_as_seen() -> None:
    assert stops(Made(15.0).shows(0.5, 15.0, latency=0.8, media=1).timeline()) == []


def test_looks_that_say_the_same_make_one_span() -> None:
    made = playing().viewed_by(5.0, 1, 0.1, **COVER).viewed_by(6.0, 1, 0.2, **COVER)
    made.viewed_by(7.0, 1, 0.0, why="0 px", width=0, height=0)
    spans = [(span.start - ZERO, span.end - ZERO, span.why) for span in not_seen(made.timeline())]
    assert spans == [(5.0, 7.0, "covered by div.notice"), (7.0, 15.0, "0 px")]


def test_a_new_document_is_seen_until_it_is_looked_at() -> None:
    made = playing().viewed_by(5.0, 1, 0.0, **COVER).add(6.0, EventName.PAGE_OPENED, document="2", url="http://h/")
    (span,) = not_seen(made.timeline())
    assert span.end - ZERO == 6.0


def test_what_was_presented_behind_a_cover_unnoticed_was_seen_by_nobody() -> None:
    made = Made(20.0).viewed_by(0.5, 1).viewed_by(2.0, 1, 0.0, **COVER).viewed_by(9.0, 1)
    for at, painted, count in ((1.9, 1, 1), (9.1, 200, 201), (9.13, 201, 202)):
        made.add(at, EventName.FRAME_PRESENTED, painted=painted, presented=count, media=1)
    assert sum(frame.pictures for frame in presented(made.timeline())) == 3


def test_what_was_shown_behind_a_cover_only_is_new_where_it_is_seen() -> None:
    made = Made(20.0).viewed_by(0.5, 1, 0.0, **COVER).viewed_by(4.0, 1).shows(1.0, 3.0, latency=0.5, media=1)
    assert len(presented(made.shows(5.0, 7.0, latency=4.5, media=1).timeline())) == 2 * FPS
