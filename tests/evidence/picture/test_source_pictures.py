"""Content, counted in the publisher's own pictures."""

from chaoslab.evidence.picture.frames import presented
from chaoslab.evidence.picture.source_pictures import played, skipped
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def test_each_picture_has_its_place_in_the_stream() -> None:
    timeline = healthy().timeline()
    places = [frame.place for frame in presented(timeline)]
    assert places[0] is not None
    assert places == list(range(places[0], places[0] + len(places)))


def test_the_place_goes_on_where_the_clip_begins_anew() -> None:
    timeline = Made(70.0).shows(59.0, 62.0, latency=0.8).timeline()
    frames = presented(timeline)
    assert skipped(frames[0], frames[-1]) == len(frames) - 2


def test_what_was_jumped_over_is_not_played() -> None:
    timeline = Made(30.0).shows(1.0, 6.0, latency=5.0).shows(6.0, 11.0, latency=0.8).timeline()
    pictures, pieces = played(timeline)
    assert (pictures, pieces) == (300, 2)


def test_without_a_picture_nothing_is_played() -> None:
    assert played(Made(5.0).timeline()) == (0, 0)


def test_pictures_that_the_page_was_too_busy_to_be_told_of_were_played() -> None:
    made = Made(10.0)
    numbers = [number for number in range(30, 240) if not 100 <= number < 112]  # the hole is 0.4 s long
    for number in numbers:
        made.add(number / 30, EventName.FRAME_PRESENTED, painted=number - 15, presented=number)
    assert played(made.timeline()) == (210, 1)
