"""Repeated frames, on made timelines."""

from chaoslab.probes import Measurement
from chaoslab.probes.repeated_frames import RepeatedFrames
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def measured(made: Made) -> Measurement:
    return RepeatedFrames().measure(made.timeline())


def test_a_stream_that_goes_on_repeats_none() -> None:
    assert measured(healthy()).value == 0


def test_a_picture_that_is_presented_again_is_repeated() -> None:
    made = healthy().add(5.99, EventName.FRAME_PRESENTED, painted=150, media=None)
    assert measured(made).value == 1


def test_each_picture_that_a_jump_back_shows_again_is_repeated() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8, media=1).shows(8.0, 20.0, latency=3.8, media=1)
    assert measured(made).value == (180 - 24) - (240 - 114)


def test_two_elements_that_show_one_picture_at_once_repeat_none() -> None:
    made = Made(20.0).shows(0.5, 8.0, latency=0.8, media=1).shows(6.0, 20.0, latency=0.8, media=2)
    assert measured(made).value == 0


def test_an_element_that_shows_later_what_another_one_showed_repeats_it() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8, media=1).shows(6.0, 20.0, latency=2.8, media=2)
    assert measured(made).value == 60


def test_a_number_that_comes_again_with_the_clip_is_a_new_picture() -> None:
    assert measured(Made(130.0).shows(0.5, 130.0, latency=0.8)).value == 0


def test_pictures_that_are_shown_again_before_it_moves_do_not_count() -> None:
    made = healthy()
    for at in (0.1, 0.3):
        made.add(at, EventName.FRAME_PRESENTED, painted=0, media=None)
    assert measured(made).value == 0


def test_a_stream_without_readable_numbers_leaves_nothing_to_measure() -> None:
    made = Made(10.0)
    for frame in range(30, 200):
        made.add(frame / 30, EventName.FRAME_PRESENTED, painted=None, media=1)
    assert measured(made).value is None
