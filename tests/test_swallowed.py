"""Swallowed: what was asked and got neither an answer nor a refusal."""

import pytest

from chaoslab.swallowed import first_swallowed
from tests.made_timeline import ZERO, healthy

HLS = "/hls/k.m3u8"
ALL = (ZERO + 5, ZERO + 9)


def test_a_request_counts_from_when_it_was_made_to_its_answer_or_to_the_end() -> None:
    made = healthy(20.0).request(6.0, 6.7, HLS, leg="hls", error="net::ERR_TIMED_OUT").timeline()
    seen = first_swallowed(made, "hls", *ALL)
    assert seen is not None and seen.at == pytest.approx(ZERO + 6.0)
    assert seen.detail == f"no answer to {HLS} for 0.7 s"


def test_a_request_that_is_answered_or_over_soon_is_none() -> None:
    made = healthy(20.0).request(6.0, 7.0, HLS, leg="hls").request(7.0, 7.3, HLS, leg="hls", error="net::ERR_FAILED")
    assert first_swallowed(made.timeline(), "hls", *ALL) is None


def test_a_request_from_before_is_none() -> None:
    assert (
        first_swallowed(healthy(20.0).request(4.0, None, HLS, leg="hls", status=None).timeline(), "hls", *ALL) is None
    )
