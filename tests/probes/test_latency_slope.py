"""Latency slope, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.latency_slope import LatencySlope
from chaoslab.timeline.events import EventName
from tests.made_timeline import CLIP, FPS, Made, healthy


def measured(made: Made) -> Measurement:
    return LatencySlope().measure(made.timeline())


def shows_at_rate(made: Made, start: float, end: float, rate: float) -> Made:
    """Pictures that are played faster or slower than the source's, from 1 s behind live on."""
    first = round((start - 1.0) * FPS)
    for number in range(round((end - start) * FPS * rate)):
        made.add(start + number / FPS / rate, EventName.FRAME_PRESENTED, painted=(first + number) % CLIP)
    return made


def test_play_at_the_sources_rate_has_no_slope() -> None:
    assert measured(healthy(20.0)).value == pytest.approx(0.0, abs=0.01)


def test_a_player_that_is_too_slow_falls_behind() -> None:
    measurement = measured(shows_at_rate(Made(30.0), 0.5, 30.0, 0.98))
    assert measurement.value == pytest.approx(0.02 * 60, abs=measurement.uncertainty)


def test_one_that_is_faster_catches_up() -> None:
    measurement = measured(shows_at_rate(Made(20.0), 5.0, 20.0, 1.05))
    assert measurement.value == pytest.approx(-0.05 * 60, abs=measurement.uncertainty)


def test_only_the_play_since_the_last_stop_counts() -> None:
    made = shows_at_rate(Made(40.0), 0.5, 10.0, 0.9).shows(15.0, 40.0, latency=2.0)
    assert measured(made).value == pytest.approx(0.0, abs=0.01)


def test_a_short_stretch_tells_nothing() -> None:
    assert measured(Made(20.0).shows(16.0, 20.0, latency=0.8)).value is None
