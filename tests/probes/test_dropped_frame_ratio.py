"""Dropped-frame ratio, on made timelines."""

import pytest

from chaoslab.probes.dropped_frame_ratio import DroppedFrameRatio
from tests.made_timeline import healthy
from tests.probes.test_dropped_frames import counted


def test_it_is_dropped_over_all_frames_and_exact_with_one_source() -> None:
    measurement = DroppedFrameRatio().measure(counted(healthy(), (1.0, 1, 30), (2.0, 6, 60)).timeline())
    assert measurement.value == pytest.approx(0.1)
    assert measurement.uncertainty == 0.0


def test_over_several_sources_it_is_summed_and_what_was_not_read_bounds_it() -> None:
    made = counted(healthy(), (1.0, 3, 30), (2.0, 9, 60), (3.0, 0, 5), (4.0, 1, 40))
    measurement = DroppedFrameRatio().measure(made.timeline())
    assert measurement.value == pytest.approx(10 / 100)
    assert measurement.uncertainty == pytest.approx(7.5 / 107.5, abs=0.0001)
    assert measurement.note == "over 2 sources"


def test_without_frames_there_is_no_share() -> None:
    assert DroppedFrameRatio().measure(healthy().timeline()).value is None
