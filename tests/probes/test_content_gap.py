"""Content gap, on made timelines."""

import pytest

from chaoslab.probes import Measurement
from chaoslab.probes.content_gap import ContentGap
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, outage


def measured(made: Made) -> Measurement:
    return ContentGap().measure(made.timeline())


def test_it_counts_the_pictures_between_the_last_and_the_first() -> None:
    """The last FLV picture, shown at 5.067, was sent at 4.267; the first HLS one, shown at 13, at 10.5."""
    measurement = measured(outage())
    assert measurement.value == 315 - 128 - 1
    assert measurement.note == "6.20 s of the stream"


def test_pictures_that_are_shown_twice_count_below_nothing() -> None:
    made = Made(30.0).shows(0.5, 5.0, latency=0.8).fault(5.0, 25.0).hls(5.2).shows(6.0, 30.0, latency=3.0)
    made.request(0.1, 5.0, "/live/live/k.flv", error="net::ERR_FAILED")
    assert measured(made).value == (180 - 90) - (149 - 24) - 1


def test_the_clip_may_begin_anew_in_between() -> None:
    made = Made(90.0).shows(50.0, 59.0, latency=0.8).fault(58.9, 80.0).hls(59.2).shows(63.0, 90.0, latency=0.8)
    made.request(0.1, 58.9, "/live/live/k.flv", error="net::ERR_FAILED")
    assert measured(made).value == pytest.approx(4.0 * 30)


def test_a_picture_without_a_number_leaves_it_unknown() -> None:
    made = Made(20.0).fault(5.0, 18.0).hls(6.0).request(0.1, 5.0, "/live/live/k.flv", error="net::ERR_FAILED")
    for start, end in ((0.5, 5.0), (8.0, 20.0)):
        for frame in range(round(start * 30), round(end * 30)):
            made.add(frame / 30, EventName.FRAME_PRESENTED, painted=None)
    assert measured(made).value is None
