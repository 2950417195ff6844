"""Media bitrate, on made timelines."""

import pytest

from chaoslab.probes.media_bitrate import MediaBitrate
from tests.made_timeline import Made, healthy


def test_it_is_what_came_for_each_second_played() -> None:
    measurement = MediaBitrate().measure(healthy(20.5).flows(0.5, 20.5).timeline())
    assert measurement.value == pytest.approx(640.0, rel=0.01)
    assert measurement.uncertainty == pytest.approx(640.0 / 600, rel=0.05)


def test_without_media_or_without_a_picture_there_is_none() -> None:
    assert MediaBitrate().measure(Made(15.0).timeline()).value is None
    silent = Made(15.0).request(0.1, None, "/live/live/k.flv").flows(1.0, 2.0)
    assert MediaBitrate().measure(silent.timeline()).value is None
