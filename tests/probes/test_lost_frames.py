"""Lost frames, on made timelines."""

from chaoslab.probes import Measurement
from chaoslab.probes.lost_frames import LostFrames
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def measured(made: Made) -> Measurement:
    return LostFrames().measure(made.timeline())


def test_a_stream_of_which_all_was_shown_lost_none() -> None:
    measurement = measured(healthy())
    assert (measurement.value, measurement.uncertainty) == (0, None)


def test_each_picture_that_was_jumped_over_is_lost() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(8.0, 20.0, latency=0.8)
    assert measured(made).value == 90


def test_a_stop_after_which_all_is_shown_late_loses_none() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(8.0, 20.0, latency=3.8)
    assert measured(made).value == 0


def test_what_was_shown_later_or_by_another_element_is_not_lost() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8, media=1).shows(5.2, 20.0, latency=3.0, media=2)
    assert measured(made).value == 0


def test_every_second_picture_left_out_is_half_of_them_lost() -> None:
    made = Made(10.0).shows(0.5, 2.0, latency=0.8).shows(2.0, 8.0, latency=0.8, every=2).shows(8.0, 10.0, latency=0.8)
    assert measured(made).value == 90


def test_what_passed_while_the_tab_was_hidden_is_not_lost() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8).shows(8.0, 20.0, latency=0.8)
    made.add(5.1, EventName.PAGE_HIDDEN, trusted=True).add(7.9, EventName.PAGE_SHOWN, trusted=True)
    assert measured(made).value == 0


def test_what_a_busy_page_was_not_told_of_is_not_lost() -> None:
    made = Made(20.0)
    for frame in range(30, 300):
        if not 150 < frame < 180:
            made.add(frame / 30, EventName.FRAME_PRESENTED, painted=frame - 24, media=1, presented=frame)
    assert measured(made).value == 0


def test_the_clip_may_begin_anew_in_between() -> None:
    made = Made(70.0).shows(50.0, 59.0, latency=0.8).shows(63.0, 70.0, latency=0.8)
    assert measured(made).value == 120


def test_pictures_that_could_not_be_read_make_it_uncertain_by_as_many() -> None:
    made = Made(20.0).shows(0.5, 5.0, latency=0.8, media=1).shows(5.1, 20.0, latency=0.8, media=1)
    for at in (5.0, 5.04, 5.07):
        made.add(at, EventName.FRAME_PRESENTED, painted=None, media=1)
    measurement = measured(made)
    assert (measurement.value, measurement.uncertainty) == (3, 3.0)


def test_a_stream_without_readable_numbers_leaves_nothing_to_measure() -> None:
    made = Made(10.0)
    for frame in range(30, 200):
        made.add(frame / 30, EventName.FRAME_PRESENTED, painted=None, media=1)
    assert measured(made).value is None
