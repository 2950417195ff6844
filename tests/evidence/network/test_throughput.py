"""Throughput: the rates of streams and of downloads, from what flowed."""

import pytest

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.throughput import download_rates, flows, stream_rates
from tests.made_timeline import ZERO, Made

FLV, SEGMENT = "/live/live/k.flv", "/hls/k-1.ts"


def test_a_stream_has_a_rate_over_every_window_but_not_over_its_first_burst() -> None:
    made = Made(10.0).request(0.1, None, FLV).flows(0.2, 0.3, size=1_000_000).flows(0.3, 10.0, size=10_000)
    rates = list(stream_rates(made.timeline(), "flv", since=ZERO, until=ZERO + 10))
    assert min(rate.start for rate in rates) >= ZERO + 1.1
    assert [rate.per_second for rate in rates] == pytest.approx([100_000] * len(rates))
    assert all(rate.end - rate.start == pytest.approx(2.0, abs=0.1) for rate in rates)


def test_a_stream_that_is_too_short_for_a_window_has_no_rate() -> None:
    made = Made(10.0).request(0.1, None, FLV).flows(0.2, 2.5, size=10_000).timeline()
    assert list(stream_rates(made, "flv", since=ZERO, until=ZERO + 10)) == []
    assert len(list(stream_rates(made, "flv", since=ZERO, until=ZERO + 10, window=1))) > 0


def test_a_stream_that_stopped_has_the_rate_of_what_came() -> None:
    made = Made(10.0).request(0.1, None, FLV).flows(0.2, 4.0, size=10_000).flows(7.0, 7.1, size=10_000).timeline()
    assert min(rate.per_second for rate in stream_rates(made, "flv", since=ZERO, until=ZERO + 10)) < 40_000


def test_a_download_counts_from_its_start_to_its_last_bytes_within_the_interval() -> None:
    made = Made(10.0).request(5.0, 8.0, SEGMENT, leg="hls").flows(5.5, 8.0, size=4000, pieces=2).timeline()
    (rate,) = download_rates(made, "hls", since=ZERO + 5, until=ZERO + 7.05)
    assert (rate.bytes, rate.pieces) == (16 * 4000, 32)
    assert rate.per_second == pytest.approx(16 * 4000 / 2.0)


def test_a_download_that_began_before_or_on_another_leg_is_none_of_them() -> None:
    made = Made(10.0).request(5.0, 8.0, SEGMENT, leg="hls").flows(5.5, 8.0).timeline()
    assert list(download_rates(made, "hls", since=ZERO + 5.1, until=ZERO + 10)) == []
    assert list(download_rates(made, "flv", since=ZERO, until=ZERO + 10)) == []


def test_what_flowed_belongs_to_its_request() -> None:
    made = Made(10.0).request(1.0, 2.0, SEGMENT).flows(1.1, 1.2, "r1").request(3.0, 4.0, SEGMENT).flows(3.1, 3.3, "r2")
    timeline = made.timeline()
    assert [len(flows(timeline, request)) for request in requests(timeline)] == [1, 2]
