"""Whether a leg followed a trace: seen if it did, and not if the stream went its own way."""

import pytest

from chaoslab.faults._trace_followed import followed
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Sighting
from chaoslab.traces import Change, Schedule, Trace
from tests.made_timeline import ZERO, Made

FLV = "/live/live/k.flv"
# From 5 s on: wide, 40 KB/s from 8 to 12 s, 10 KB/s to 14 s, and wide again to the end at 17 s.
NARROWING = Schedule(Trace((Change(0, 8000), Change(3, 320), Change(7, 80), Change(9, 8000)), 12.0))
LATE = Schedule(Trace((Change(0, 8000, 20), Change(4, 8000, 400, 50)), 8.0), loop=False)


def sighting_of(made: Made, leg: str = "flv", schedule: Schedule = NARROWING) -> Sighting | None:
    return followed(made.timeline(), leg, schedule, since=ZERO + 5, until=ZERO + 17)


def stream(middle: int = 4000, low: int = 1000, after: int = 20_000) -> Made:
    """A stream of 100 KB/s that brings this many bytes every 0.1 s while the trace is narrow, and then catches up."""
    made = Made(24.0).request(0.1, None, FLV).flows(0.2, 8.0, size=10_000)
    made.flows(8.0, 12.0, size=middle).flows(12.0, 14.0, size=low)
    return made.flows(14.0, 17.0, size=after).flows(17.0, 24.0, size=10_000)


def test_a_stream_that_has_the_rates_of_the_trace_followed_it() -> None:
    sighting = sighting_of(stream())
    assert sighting is not None and sighting.witness == "browser"
    assert sighting.detail.startswith(f"{FLV} came at ")
    assert sighting.at == pytest.approx(ZERO + 8.0)


def test_a_stream_that_flows_as_before_did_not() -> None:
    assert sighting_of(stream(middle=10_000, low=10_000, after=10_000)) is None


def test_a_stream_that_followed_only_a_part_did_not() -> None:
    assert sighting_of(stream(low=10_000, after=10_000)) is None
    assert sighting_of(stream(middle=10_000)) is None


def test_a_stream_that_stopped_or_trickled_did_not() -> None:
    assert sighting_of(stream(middle=0, low=0)) is None
    assert sighting_of(stream(middle=500, low=100)) is None


def test_a_stream_that_was_never_wider_was_not_held_back_by_the_trace() -> None:
    made = Made(24.0).request(0.1, None, FLV).flows(0.2, 12.0, size=1000).flows(12.0, 14.0, size=1000)
    assert sighting_of(made.flows(14.0, 24.0, size=1000)) is None


def test_a_trace_that_is_wide_all_the_time_is_not_seen() -> None:
    wide = Schedule(Trace((Change(0, 8000), Change(3, 900)), 6.0))
    assert sighting_of(stream(middle=10_000, low=10_000, after=10_000), schedule=wide) is None


def test_a_burst_after_it_does_not_make_a_healthy_stream_narrow() -> None:
    made = Made(24.0).request(0.1, None, FLV).flows(0.2, 17.0, size=10_000).flows(17.0, 24.0, size=60_000)
    almost = Schedule(Trace((Change(0, 1200), Change(3, 1100)), 6.0))
    assert sighting_of(made, schedule=almost) is None


def far(*rates: tuple[float, float, int]) -> Made:
    """A stream of 100 KB/s, and from 5 s on these parts: from, to, bytes every 0.1 s."""
    made = Made(24.0).request(0.1, None, FLV).flows(0.2, 5.0, size=10_000)
    for start, end, size in rates:
        made.flows(start, end, size=size)
    return made.flows(17.0, 24.0, size=10_000)


# 150 KB/s, then 40 KB/s from 8 s on, all of it a second late, as over a satellite.
FAR = Schedule(Trace((Change(0, 1200, 1000), Change(3, 320, 1000)), 12.0))


def test_what_passed_before_and_was_delayed_since_does_not_refute_it() -> None:
    sighting = sighting_of(far((6.0, 9.0, 10_000), (9.0, 17.0, 4000)), schedule=FAR)
    assert sighting is not None and sighting.detail == f"{FLV} came at 43 KB/s where the trace has 40"


def test_but_a_stream_that_flows_as_before_did_not_follow_one_with_large_delays() -> None:
    assert sighting_of(far((5.0, 17.0, 10_000)), schedule=FAR) is None
    brief = Schedule(Trace((Change(0, 1200, 1000), Change(3, 520, 1000), Change(5.5, 1200, 1000)), 12.0))
    assert sighting_of(far((5.0, 17.0, 10_000)), schedule=brief) is None


def test_an_ingest_is_seen_by_what_the_labs_own_viewer_gets() -> None:
    made = Made(24.0).viewed(0, 8).viewed(8, 12, bytes=10_000).viewed(12, 14, bytes=2500).viewed(14, 24)
    sighting = sighting_of(made, "ingest")
    assert sighting is not None and sighting.witness == "viewer"
    assert sighting_of(Made(24.0).viewed(0, 24), "ingest") is None
    assert sighting_of(Made(24.0).viewed(0, 8).viewed(14, 24), "ingest") is None
    assert sighting_of(Made(24.0).viewed(0, 8).viewed(8, 14, bytes=0).viewed(14, 24), "ingest") is None


def test_a_picture_that_an_origin_hands_on_whole_does_not_refute_a_narrow_ingest() -> None:
    made = Made(24.0).viewed(0, 8).viewed(8, 9, bytes=0).viewed(9, 9.25, bytes=40_000).viewed(9.25, 12, bytes=10_000)
    assert sighting_of(made.viewed(12, 14, bytes=2500).viewed(14, 24), "ingest") is not None


def test_while_it_is_on_it_is_seen_as_soon_as_two_narrow_seconds_have_passed() -> None:
    made = Made(10.3).request(0.1, None, FLV).flows(0.2, 8.0, size=10_000).flows(8.0, 10.3, size=4000)
    assert followed(made.timeline(), "flv", NARROWING, since=ZERO + 5, until=ZERO + 10.3) is not None


def segments(*spans: tuple[float, float]) -> Made:
    """Downloads of 60 KB: a quick one before the trace begins, and these spans."""
    made = Made(24.0).request(3.0, 3.05, "/hls/k-0.ts", leg="hls")
    made.add(3.05, EventName.REQUEST_FLOWED, request="r1", bytes=60_000, pieces=9)
    for number, (start, end) in enumerate(spans, 2):
        made.request(start, end, f"/hls/k-{number}.ts", leg="hls")
        turns = max(round((end - start) * 10), 1)
        for turn in range(1, turns + 1):
            at = start + (end - start) * turn / turns
            made.add(at, EventName.REQUEST_FLOWED, request=f"r{number}", bytes=60_000 // turns, pieces=2)
    return made


def test_a_download_that_takes_as_long_as_the_trace_says_followed_it() -> None:
    sighting = sighting_of(segments((8.5, 10.1), (14.5, 14.6)), "hls")
    assert sighting is not None and sighting.detail == "/hls/k-2.ts came at 37 KB/s where the trace has 40"


def test_playlists_do_not_show_the_usual_rate() -> None:
    made = segments((8.5, 10.1))
    for number in range(20):
        made.request(3.1 + number / 10, 3.11 + number / 10, "/hls/k.m3u8", leg="hls")
        made.add(3.11 + number / 10, EventName.REQUEST_FLOWED, request=f"r{number + 3}", bytes=300, pieces=1)
    assert sighting_of(made, "hls") is not None


def test_a_download_that_is_as_quick_as_usual_refutes_it() -> None:
    assert sighting_of(segments((8.5, 10.1), (10.5, 10.55)), "hls") is None
    assert sighting_of(segments((8.5, 8.55), (10.5, 10.55)), "hls") is None


def answered(*spans: tuple[float, float]) -> Made:
    """Requests of the page with their answers."""
    made = Made(24.0)
    for number, (start, end) in enumerate(spans, 1):
        made.add(start, EventName.REQUEST_STARTED, request=f"a{number}", url="http://127.0.0.1:1/api/x", leg="api")
        made.add(end, EventName.REQUEST_ANSWERED, request=f"a{number}", status=200, mime="")
        made.add(end, EventName.REQUEST_FINISHED, request=f"a{number}", bytes=10)
    return made


def test_an_answer_that_comes_as_late_as_the_trace_says_followed_it() -> None:
    sighting = sighting_of(answered((2.0, 2.02), (10.0, 10.41)), "api", LATE)
    assert sighting is not None and sighting.detail == "waited 0.41 s for an answer on /api/x"


def test_an_answer_that_comes_sooner_refutes_it() -> None:
    assert sighting_of(answered((10.0, 10.02)), "api", LATE) is None
    assert sighting_of(answered((10.0, 10.41), (11.0, 11.02)), "api", LATE) is None


def test_a_late_answer_before_the_delay_is_none_of_it() -> None:
    assert sighting_of(answered((6.0, 6.5), (10.0, 10.02)), "api", LATE) is None


def test_so_does_an_answer_on_a_socket() -> None:
    made = Made(24.0).socket(0.2).says(10.0, '42/chat,3["chat:message",{}]').hears(10.4, '43/chat,3[{"ok":true}]')
    sighting = sighting_of(made, "socket", LATE)
    assert sighting is not None and sighting.detail == "waited 0.40 s for an answer"
    soon = Made(24.0).socket(0.2).says(10.0, '42/chat,3["chat:message",{}]').hears(10.05, '43/chat,3[{"ok":true}]')
    assert sighting_of(soon, "socket", LATE) is None


def test_the_head_of_a_stream_that_waits_for_a_picture_is_no_sign_of_delay() -> None:
    made = Made(24.0).add(10.0, EventName.REQUEST_STARTED, request="r1", url=f"http://127.0.0.1:1{FLV}", leg="flv")
    made.add(11.0, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="")
    assert sighting_of(made, "flv", LATE) is None
