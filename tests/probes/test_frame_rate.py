"""Frame rate, on made timelines."""

import pytest

from chaoslab.probes.frame_rate import FrameRate
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made, healthy


def test_a_healthy_stream_shows_every_frame_of_the_source() -> None:
    assert FrameRate().measure(healthy().timeline()).value == pytest.approx(30.0, abs=0.1)


def test_every_second_frame_is_half_the_rate() -> None:
    made = Made(10.0).shows(0.0, 10.0, latency=0.8, every=2)
    assert FrameRate().measure(made.timeline()).value == pytest.approx(15.0, abs=0.1)


def test_a_picture_shown_twice_counts_once() -> None:
    made = Made(2.0)
    for tick in range(60):
        made.add(tick / 30, EventName.FRAME_PRESENTED, painted=tick // 2)
    assert FrameRate().measure(made.timeline()).value == pytest.approx(15.0, abs=0.5)


def test_a_window_is_measured_over_its_whole_length() -> None:
    window = Made(10.0).shows(0.0, 5.0, latency=0.8).timeline().through(ZERO + 4.0, ZERO + 6.0)
    assert FrameRate().measure(window).value == pytest.approx(15.0, abs=0.5)


def test_no_picture_at_all_is_a_rate_of_zero() -> None:
    assert FrameRate().measure(Made(5.0).timeline()).value == 0.0


def test_what_is_presented_while_the_tab_is_hidden_makes_no_stall_good() -> None:
    made = Made(20.0).shows(0.0, 9.0, latency=0.8).shows(12.0, 20.0, latency=0.8)
    made.add(5.0, EventName.PAGE_HIDDEN, trusted=True).add(8.0, EventName.PAGE_SHOWN, trusted=True)
    assert FrameRate().measure(made.timeline()).value == pytest.approx(30.0 * 14 / 17, abs=0.1)
