"""Time to detect, on made timelines."""

import pytest

from chaoslab.probes.time_to_detect import TimeToDetect
from tests.made_timeline import Made, healthy, outage

FLV = "/live/live/k.flv"


def silent() -> Made:
    made = Made(30.0).steadied().shows(0.5, 5.5, latency=0.8).fault(5.0, 15.0, kind="timeout")
    return made.request(0.1, 11.0, FLV, error="net::ERR_ABORTED")


def test_it_counts_from_the_last_picture_to_the_next_request() -> None:
    found = TimeToDetect().measure(silent().request(11.0, None, FLV).timeline())
    assert found.value == pytest.approx(5.5 + 1 / 30, abs=0.001)
    assert not found.censored


def test_a_playlist_is_a_request_too() -> None:
    found = TimeToDetect().measure(silent().request(9.0, 9.1, "/hls/k.m3u8", leg="hls").timeline())
    assert found.value == pytest.approx(3.5 + 1 / 30, abs=0.001)


def test_a_player_that_never_asks_is_censored_at_the_end() -> None:
    found = TimeToDetect().measure(silent().timeline())
    assert found.censored
    assert found.value == pytest.approx(24.5 + 1 / 30, abs=0.001)


def test_a_cut_is_detected_by_the_first_retry() -> None:
    assert TimeToDetect().measure(outage().timeline()).value == pytest.approx(6.006 - 5.1 + 1 / 30, abs=0.001)


def test_without_an_effect_there_is_nothing_to_detect() -> None:
    assert TimeToDetect().measure(healthy().timeline()).value is None
    assert TimeToDetect().measure(healthy(20.0).fault(5.0, 6.0).timeline()).value is None
