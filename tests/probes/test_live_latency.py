"""Live latency, on made timelines."""

import pytest

from chaoslab.probes.live_latency import LiveLatency
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy


def test_it_is_read_from_the_painted_frame_numbers() -> None:
    assert LiveLatency().measure(healthy().timeline()).value == pytest.approx(0.8)


def test_a_clip_that_has_begun_again_does_not_confuse_it() -> None:
    made = Made(70.0).shows(65.0, 70.0, latency=2.5)
    assert LiveLatency().measure(made.timeline()).value == pytest.approx(2.5, abs=0.001)


def test_pictures_without_a_readable_number_have_none() -> None:
    made = Made(5.0).add(1.0, EventName.FRAME_PRESENTED, painted=None)
    assert LiveLatency().measure(made.timeline()).value is None
