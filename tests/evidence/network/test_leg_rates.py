"""How much came on a leg over a time, by the browser and by the lab's own viewer."""

import pytest

from chaoslab.evidence.network.leg_rates import download_paces, stream_paces
from chaoslab.timeline.events import EventName
from tests.made_timeline import ZERO, Made

FLV = "/live/live/k.flv"
ALL = {"since": ZERO, "until": ZERO + 10}


def test_a_stream_is_what_the_browser_got_of_it() -> None:
    made = Made(10.0).request(0.1, None, FLV).flows(0.2, 10.0, size=10_000).timeline()
    paces = list(stream_paces(made, "flv", **ALL))
    assert {(pace.what, pace.witness) for pace in paces} == {(FLV, "browser")}
    assert all(pace.per_second == pytest.approx(100_000) for pace in paces)
    assert list(stream_paces(made, "hls", **ALL)) == []


def test_of_the_ingest_it_is_what_the_labs_own_viewer_got() -> None:
    paces = list(stream_paces(Made(10.0).viewed(0, 5).viewed(5, 8, bytes=5000).timeline(), "ingest", **ALL))
    assert {(pace.what, pace.witness) for pace in paces} == {("the stream", "viewer")}
    assert (paces[0].start - ZERO, paces[0].end - ZERO) == (0.25, 2.25), "its first sample may hold what was kept"
    assert paces[0].per_second == pytest.approx(100_000)
    assert paces[-1].per_second == pytest.approx(20_000)


def test_a_window_spans_no_two_connections_and_none_is_shorter() -> None:
    made = Made(10.0).viewed(0, 3).viewed(3, 6, connection=2).timeline()
    spans = [(pace.start - ZERO, pace.end - ZERO) for pace in stream_paces(made, "ingest", **ALL)]
    assert not [span for span in spans if span[0] < 3.25 and span[1] > 3]
    assert all(end - start >= 2 for start, end in spans)
    assert len(list(stream_paces(made, "ingest", **ALL, window=1))) > len(spans)


def test_downloads_are_those_of_a_leg_that_carries_no_stream() -> None:
    made = Made(10.0).request(1.0, 2.0, "/hls/k-1.ts", leg="hls")
    made.add(2.0, EventName.REQUEST_FLOWED, request="r1", bytes=50_000, pieces=9)
    (pace,) = download_paces(made.timeline(), "hls", **ALL)
    assert (pace.what, pace.bytes) == ("/hls/k-1.ts", 50_000)
    assert pace.per_second == pytest.approx(50_000)
    assert list(download_paces(made.timeline(), "flv", **ALL)) == []
