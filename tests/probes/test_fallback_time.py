"""Fallback time, on made timelines."""

import pytest

from chaoslab.probes.fallback_time import FallbackTime
from tests.made_timeline import healthy, outage


def test_it_counts_from_the_last_flv_picture_to_the_first_hls_picture() -> None:
    assert FallbackTime().measure(outage().timeline()).value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)


def test_a_player_that_never_asks_for_hls_has_none() -> None:
    found = FallbackTime().measure(outage(returns_at=None).timeline())
    assert found.value is None
    assert "never loaded" in found.note


def test_a_playlist_that_was_refused_is_not_loaded() -> None:
    made = outage(returns_at=None).request(12.02, 12.03, "/hls/k.m3u8", leg="hls", status=404)
    assert "never loaded" in FallbackTime().measure(made.timeline()).note


def test_a_playlist_without_a_picture_is_no_fallback() -> None:
    made = outage(returns_at=None).request(12.02, 12.03, "/hls/k.m3u8", leg="hls")
    assert "no picture followed" in FallbackTime().measure(made.timeline()).note


def test_a_healthy_stream_has_nothing_to_fall_back_from() -> None:
    assert FallbackTime().measure(healthy().timeline()).value is None
