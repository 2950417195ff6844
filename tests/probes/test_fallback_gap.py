"""Fallback gap, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.fallback_gap import FallbackGap
from chaoslab.probes.fallback_time import FallbackTime
from tests.made_timeline import Made, healthy, outage


def measured(made: Made) -> Measurement:
    return FallbackGap().measure(made.timeline())


def test_it_is_the_stop_before_the_first_hls_picture() -> None:
    assert measured(outage()).value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)


def test_pictures_of_a_retry_make_it_shorter_than_the_fallback_time() -> None:
    made = outage().request(8.0, 9.0, "/live/live/k.flv", error="net::ERR_FAILED").shows(8.2, 9.0, latency=0.8)
    assert measured(made).value == pytest.approx(13.0 - 9.0 + 1 / 30, abs=0.001)
    assert FallbackTime().measure(made.timeline()).value == pytest.approx(13.0 - 5.1 + 1 / 30, abs=0.001)


def test_without_a_switch_there_is_none() -> None:
    assert measured(healthy()).value is None
    assert measured(outage(returns_at=None)).value is None
