"""Which pictures are the stream's, on made timelines."""

import pytest

from chaoslab.evidence.picture.frames import latencies, moving, presented
from chaoslab.timeline.events import EventName
from tests.made_timeline import FPS, ZERO, Made

FLV = "http://127.0.0.1:1/live/live/k.flv"


def test_an_advertisement_before_the_stream_is_not_the_stream() -> None:
    made = Made(20.0).shows(0.5, 8.0, latency=0.5, painted=None, media=1).shows(9.0, 20.0, latency=0.5, media=1)
    assert moving(made.timeline())[0].at == ZERO + 9.0


def test_another_channel_that_plays_alone_is_not_the_stream() -> None:
    assert moving(Made(20.0).shows(0.5, 20.0, latency=0.5, painted=None, media=1).timeline()) == ()


@pytest.mark.parametrize(
    ("src", "counts"),
    [
        (FLV, True),
        (f"{FLV}#t=1", True),
        ("http://127.0.0.1:1/live/live/other.flv", True),
        ("http://ads.example/ad.mp4", False),
        ("blob:http://127.0.0.1:1/x", False),
        ("", False),
    ],
)
def test_a_picture_that_nobody_may_read_counts_by_its_source(src: str, *, counts: bool) -> None:
    made = Made(10.0).request(0.1, None, "/live/live/k.flv").add(0.2, EventName.MEDIA_LOAD_BEGAN, media=1, src=src)
    made.shows(1.0, 3.0, latency=0.5, painted=None, tainted=True, media=1)
    timeline = made.timeline()
    assert len(presented(timeline)) == (2 * FPS if counts else 0)
    assert latencies(timeline) == ()


def test_its_newest_source_counts() -> None:
    made = Made(10.0).request(0.1, None, "/live/live/k.flv")
    made.add(0.2, EventName.MEDIA_LOAD_BEGAN, media=1, src="http://ads.example/ad.mp4")
    made.add(2.0, EventName.MEDIA_LOAD_BEGAN, media=1, src=FLV)
    made.shows(1.0, 3.0, latency=0.5, painted=None, tainted=True, media=1)
    assert len(presented(made.timeline())) == FPS


def test_a_page_that_serves_its_own_videos_beside_the_stream_is_told_by_address() -> None:
    made = Made(10.0).request(0.1, None, "/live/live/k.flv").request(0.1, 0.2, "/ad.mp4", leg=None)
    made.add(0.2, EventName.MEDIA_LOAD_BEGAN, media=1, src="http://127.0.0.1:1/ad.mp4")
    assert presented(made.shows(1.0, 3.0, latency=0.5, painted=None, tainted=True, media=1).timeline()) == ()


def test_one_that_is_presented_again_is_not_new() -> None:
    made = Made(10.0).request(0.1, None, "/live/live/k.flv").add(0.2, EventName.MEDIA_LOAD_BEGAN, media=1, src=FLV)
    made.shows(1.0, 3.0, latency=0.5, painted=None, tainted=True, media=1, media_time=4.0)
    assert len(presented(made.timeline())) == 1
