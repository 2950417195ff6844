"""What counts as a new picture, and what as a time without one, on made timelines."""

import pytest

from chaoslab.evidence.picture.frames import SHOWING, gaps, moving, presented, stop_exactness
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline
from tests.made_timeline import FPS, Made, healthy


def pictures(made: Made) -> int:
    return sum(frame.pictures for frame in presented(made.timeline()))


def test_a_picture_that_is_shown_again_is_not_new() -> None:
    made = Made(10.0)
    for turn in range(20):
        made.add(1 + turn / 10, EventName.FRAME_PRESENTED, painted=7 + turn // 10, media=1)
    assert pictures(made) == 2


def test_two_elements_that_show_one_stream_show_one_picture() -> None:
    made = Made(10.0).shows(1.0, 5.0, latency=0.5, media=1).shows(1.0, 5.0, latency=0.6, media=2)
    assert pictures(made) == pytest.approx(4 * FPS, abs=4)


def test_a_slate_without_a_number_is_no_picture_of_the_stream() -> None:
    made = Made(10.0).shows(1.0, 3.0, latency=0.5, media=1).shows(3.0, 8.0, latency=0.5, media=2, painted=None)
    assert pictures(made) == 2 * FPS


def test_no_picture_is_the_streams_where_none_has_its_numbers() -> None:
    assert pictures(Made(10.0).shows(1.0, 3.0, latency=0.5, painted=None)) == 0


def test_where_the_publisher_paints_no_numbers_each_picture_counts() -> None:
    made = Made(10.0).shows(1.0, 3.0, latency=0.5, painted=None)
    made.events = [event for event in made.events if event.name is not EventName.PUBLISHER_FRAME_SENT]
    assert pictures(made) == 2 * FPS


def test_pictures_that_a_busy_page_did_not_see_count_and_are_no_stall() -> None:
    made = Made(10.0)
    for at, painted, count in ((1.0, 1, 1), (1.033, 2, 2), (1.65, 20, 20), (1.683, 21, 21), (9.99, 22, 22)):
        made.add(at, EventName.FRAME_PRESENTED, painted=painted, presented=count, media=1)
    assert pictures(made) == 22
    assert [gap.start for gap in gaps(made.timeline())] == [1000.0 + 1.683]


def test_what_a_hidden_tab_presented_was_seen_by_nobody() -> None:
    made = Made(20.0).add(2.0, EventName.PAGE_HIDDEN, trusted=True).add(9.0, EventName.PAGE_SHOWN, trusted=True)
    for at, painted, count in ((1.9, 1, 1), (9.1, 200, 101), (9.13, 201, 102)):
        made.add(at, EventName.FRAME_PRESENTED, painted=painted, presented=count, media=1)
    assert pictures(made) == 3


def test_a_counter_that_begins_anew_hides_no_stall() -> None:
    made = Made(4.0)
    for at, painted, count in ((1.0, 1, 100), (1.033, 2, 101), (3.0, 3, 1), (3.033, 4, 2), (3.99, 5, 30)):
        made.add(at, EventName.FRAME_PRESENTED, painted=painted, presented=count, media=1)
    assert [round(gap.length, 2) for gap in gaps(made.timeline())] == [1.97]


def test_a_first_picture_that_stands_is_startup() -> None:
    made = Made(5.0).add(0.8, EventName.FRAME_PRESENTED, painted=1).shows(1.0, 5.0, latency=0.5)
    assert moving(made.timeline())[0].at == pytest.approx(1001.0)


def test_hidden_time_is_taken_out_of_a_gap_and_the_rest_stays() -> None:
    made = Made(20.0).shows(1.0, 5.0, latency=0.5).shows(15.0, 20.0, latency=0.5)
    made.add(8.0, EventName.PAGE_HIDDEN, trusted=True).add(10.0, EventName.PAGE_SHOWN, trusted=True)
    (gap,) = gaps(made.timeline())
    assert gap.length == pytest.approx(8.0 + 1 / FPS, abs=0.001)


def test_a_gap_in_a_hidden_tab_is_none() -> None:
    made = Made(20.0).shows(1.0, 5.0, latency=0.5).shows(15.0, 20.0, latency=0.5)
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(14.95, EventName.PAGE_SHOWN, trusted=True)
    assert gaps(made.timeline()) == ()


def test_a_new_document_ends_what_was_hidden_before() -> None:
    made = Made(20.0).shows(1.0, 5.0, latency=0.5).add(5.0, EventName.PAGE_HIDDEN, trusted=True)
    made.add(6.0, EventName.PAGE_OPENED, document="2", url="http://h/")
    (gap,) = gaps(made.timeline())
    assert gap.length == pytest.approx(14.0, abs=0.05)


def test_the_instant_of_one_picture_is_known_to_a_refresh() -> None:
    assert pytest.approx(1 / 60 + 0.001) == SHOWING


def test_a_stop_is_known_to_one_picture_of_the_source() -> None:
    assert stop_exactness(healthy().timeline()) == pytest.approx(1 / 30 + 0.001, abs=1e-6)


def test_never_better_than_the_screen_shows() -> None:
    sends = [Event(n / 120, EventName.PUBLISHER_FRAME_SENT, {"frame": n, "painted": n}) for n in range(100)]
    assert stop_exactness(Timeline.of(sends)) == pytest.approx(SHOWING)
    assert stop_exactness(Timeline.of([])) == pytest.approx(SHOWING)
