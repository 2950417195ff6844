"""When the picture moves again."""

import pytest

from chaoslab.conditions import condition
from tests.made_timeline import ZERO, Made, healthy

PLAYING = condition("playing_again")


def test_it_is_met_by_the_second_picture_after_a_stop() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).shows(8.0, 9.0, latency=0.8)
    assert PLAYING.met_at(made.timeline(), ZERO + 5) == pytest.approx(ZERO + 8 + 1 / 30)


def test_a_single_picture_that_then_stands_is_not_playing() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8).shows(8.0, 8.03, latency=0.8)
    assert PLAYING.met_at(made.timeline(), ZERO + 5) is None


def test_without_a_stop_there_is_nothing_to_come_back_from() -> None:
    assert PLAYING.met_at(healthy().timeline(), ZERO + 5) is None


def test_a_stop_that_was_over_before_does_not_count() -> None:
    made = Made(20.0).shows(0.5, 2.0, latency=0.8).shows(3.0, 20.0, latency=0.8)
    assert PLAYING.met_at(made.timeline(), ZERO + 5) is None
