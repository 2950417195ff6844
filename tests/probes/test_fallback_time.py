"""Fallback time, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.fallback_time import FallbackTime
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage

FLV = "/live/live/k.flv"


def measured(made: Made) -> Measurement:
    return FallbackTime().measure(made.timeline())


def cut(length: float = 35.0) -> Made:
    return Made(length).steadied().request(0.1, 5.005, FLV, error="net::ERR_EMPTY").fault(5.0, 25.0)


def test_it_counts_from_the_last_flv_picture_to_the_first_hls_picture() -> None:
    assert measured(outage()).value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)


def test_a_player_that_never_asks_for_hls_has_none() -> None:
    measurement = measured(outage(returns_at=None))
    assert measurement.value is None
    assert "never loaded" in measurement.note


def test_a_playlist_that_was_refused_is_not_loaded() -> None:
    made = outage(returns_at=None).request(12.02, 12.03, "/hls/k.m3u8", leg="hls", status=404)
    assert "never loaded" in measured(made).note


def test_a_playlist_without_a_segment_is_no_fallback() -> None:
    made = outage(returns_at=None).request(12.02, 12.03, "/hls/k.m3u8", leg="hls")
    assert "but no segment" in measured(made).note


def test_segments_without_a_picture_are_no_fallback() -> None:
    measurement = measured(outage(returns_at=None).hls(12.0))
    assert measurement.value is None
    assert "none of their pictures was shown" in measurement.note


def test_a_healthy_stream_has_nothing_to_fall_back_from() -> None:
    assert measured(healthy()).value is None


def test_a_playlist_that_was_loaded_before_the_fault_is_no_fallback() -> None:
    made = cut().request(0.2, 0.3, "/hls/k.m3u8", leg="hls").shows(0.5, 5.1, latency=0.8)
    assert measured(made).value is None


def test_pictures_that_flv_had_buffered_are_not_those_of_hls() -> None:
    made = cut().shows(0.5, 7.0, latency=0.8, media=1).add(0.1, EventName.MEDIA_LOAD_BEGAN, media=1)
    made.request(5.01, 5.02, "/hls/k.m3u8", leg="hls").request(5.03, 5.2, "/hls/k-1.ts", leg="hls")
    made.add(5.01, EventName.MEDIA_LOAD_BEGAN, media=2).shows(15.0, 35.0, latency=2.5, media=2)
    assert measured(made).value == pytest.approx(15.0 - 7.0 + 1 / 30, abs=0.001)


def test_an_element_that_was_made_ready_before_the_fault_may_bring_it() -> None:
    made = cut().shows(0.5, 5.1, latency=0.8, media=1).add(0.1, EventName.MEDIA_LOAD_BEGAN, media=1)
    made.add(0.1, EventName.MEDIA_LOAD_BEGAN, media=2).request(5.1, 5.3, "/hls/k-1.ts", leg="hls")
    made.shows(6.0, 35.0, latency=2.5, media=2)
    assert measured(made).value == pytest.approx(6.0 - 5.1 + 1 / 30, abs=0.001)


def test_pictures_of_an_flv_stream_that_came_back_are_not_those_of_hls() -> None:
    made = cut().shows(0.5, 5.1, latency=0.8).hls(12.0).request(26.0, None, FLV)
    made.add(25.9, EventName.MEDIA_LOAD_BEGAN, src="blob:").shows(26.2, 35.0, latency=0.8)
    assert measured(made).value is None


def test_a_player_of_hls_alone_falls_back_from_nothing() -> None:
    made = Made(30.0).steadied().shows(0.5, 8.0, latency=3.0).fault(5.0, 11.0).hls(12.0).shows(13.0, 30.0, latency=3.0)
    measurement = measured(made)
    assert measurement.value is None
    assert "never asked for FLV" in measurement.note
