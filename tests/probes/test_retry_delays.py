"""Retry delays, on made timelines."""

import pytest

from chaoslab.probes.retry_delays import RetryDelays
from chaoslab.timeline.events import EventName
from tests.made_timeline import healthy, outage


def test_each_counts_from_the_loss_to_the_next_request() -> None:
    measurement = RetryDelays().measure(outage().timeline())
    assert measurement.value == pytest.approx((1.001, 2.001, 3.999), abs=0.0002)
    assert measurement.unit == "s"
    assert "network events" in measurement.note


def test_where_the_page_itself_was_seen_its_own_stamps_count() -> None:
    made, url = outage(), "http://127.0.0.1:1/live/live/k.flv"
    lost, asked = (5.007, 6.012, 8.013), (6.0061, 8.0101, 12.0121)
    made.add(0.0995, EventName.FETCH_CALLED, call=0, url=url)
    for call, (lost_at, called) in enumerate(zip(lost, asked, strict=True)):
        made.add(lost_at, EventName.FETCH_FAILED, call=call, error="network error")
        made.add(called, EventName.FETCH_CALLED, call=call + 1, url=url)
    measurement = RetryDelays().measure(made.timeline())
    assert measurement.value == pytest.approx((0.9991, 1.9981, 3.9991), abs=0.0001)
    assert measurement.uncertainty == 0.001
    assert measurement.note == ""


def test_a_healthy_stream_has_none() -> None:
    assert RetryDelays().measure(healthy().timeline()).value == ()
