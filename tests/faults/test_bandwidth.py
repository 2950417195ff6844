"""Bandwidth: its toxic, and its witness on made timelines."""

import pytest

from chaoslab.faults.bandwidth import Bandwidth, first_narrow
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

NARROW = Injection(0, ZERO + 5.0, ZERO + 5.003, ZERO + 11.0)
FLV = "/live/live/k.flv"


def stream(*, during: int) -> Made:
    """A stream of 100 KB/s that brings this many bytes every 0.1 s from 5 to 11 s."""
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.1, size=10_000)
    return made.flows(5.1, 11.0, size=during).flows(11.0, 20.0, size=10_000)


async def test_it_narrows_the_leg_and_lets_it_go() -> None:
    world = FakeWorld()
    await Bandwidth(leg="flv", rate=40).inject(world)
    await Bandwidth(leg="flv", rate=40).lift(world)
    assert world.calls == [("add_toxic", "flv", "bandwidth", {"rate": 40}), ("remove_toxic", "flv", "bandwidth")]


def test_a_stream_that_comes_at_the_rate_is_the_witness() -> None:
    sighting = Bandwidth(leg="flv", rate=40).witness(stream(during=4000).timeline(), NARROW)
    assert sighting is not None and sighting.detail == f"{FLV} came at 40 KB/s"
    assert sighting.at == pytest.approx(ZERO + 5.0)


def test_it_is_seen_as_soon_as_two_seconds_have_passed() -> None:
    made = Made(7.2).request(0.1, None, FLV).flows(0.2, 5.0, size=10_000).flows(5.0, 7.2, size=4000).timeline()
    assert Bandwidth(leg="flv", rate=40).witness(made, Injection(0, ZERO + 5.0, ZERO + 5.003)) is not None


def test_a_stream_that_flows_as_before_is_no_witness() -> None:
    assert Bandwidth(leg="flv", rate=40).witness(stream(during=10_000).timeline(), NARROW) is None


def test_a_leg_that_is_wider_than_what_flows_is_not_narrow() -> None:
    for rate in (95, 100, 105, 200):
        assert Bandwidth(leg="flv", rate=rate).witness(stream(during=10_000).timeline(), NARROW) is None


def test_a_stream_that_stops_or_trickles_is_not_narrow() -> None:
    assert Bandwidth(leg="flv", rate=40).witness(stream(during=0).timeline(), NARROW) is None
    assert Bandwidth(leg="flv", rate=40).witness(stream(during=1000).timeline(), NARROW) is None


def downloads() -> Made:
    """A segment that took some ms, before the leg was narrow."""
    return Made(20.0).request(2.0, 2.05, "/hls/k-1.ts", leg="hls").add(2.05, EventName.REQUEST_FLOWED, request="r1",
                                                                       bytes=100_000, pieces=3)  # fmt: skip


def test_a_download_that_takes_as_long_as_the_rate_says_is_the_witness() -> None:
    made = downloads().request(6.0, 8.0, "/hls/k-2.ts", leg="hls").flows(6.1, 8.0, "r2", size=5000)
    sighting = Bandwidth(leg="hls", rate=50).witness(made.timeline(), NARROW)
    assert sighting is not None and sighting.detail == "/hls/k-2.ts came at 50 KB/s"


def test_so_is_an_answer_that_the_player_gave_up_halfway() -> None:
    made = downloads().request(6.0, 7.0, "/hls/k-2.ts", leg="hls", error="net::ERR_ABORTED")
    assert Bandwidth(leg="hls", rate=50).witness(made.flows(6.1, 7.0, "r2", size=5000).timeline(), NARROW) is not None


def test_downloads_that_are_quick_or_far_too_slow_are_no_witness() -> None:
    quick = downloads().request(6.0, 6.05, "/hls/k-2.ts", leg="hls").flows(6.0, 6.1, "r2", size=100_000)
    assert Bandwidth(leg="hls", rate=50).witness(quick.timeline(), NARROW) is None
    slow = downloads().request(6.0, 10.0, "/hls/k-2.ts", leg="hls").flows(9.8, 9.9, "r2", size=5000)
    assert Bandwidth(leg="hls", rate=50).witness(slow.timeline(), NARROW) is None


def test_an_answer_that_comes_late_on_a_socket_is_the_witness() -> None:
    made = healthy(20.0).socket(0.2).says(7.0, '42/chat,3["chat:message",{}]').hears(7.5, '43/chat,3[{"ok":true}]')
    assert Bandwidth(leg="socket", rate=1).witness(made.timeline(), NARROW) is not None
    soon = healthy(20.0).socket(0.2).says(7.0, '42/chat,3["chat:message",{}]').hears(7.1, '43/chat,3[{"ok":true}]')
    assert Bandwidth(leg="socket", rate=1).witness(soon.timeline(), NARROW) is None


def test_of_a_narrow_ingest_viewers_see_the_rate_or_late_pictures() -> None:
    sighting = Bandwidth(leg="ingest", rate=40).witness(stream(during=4000).timeline(), NARROW)
    assert sighting is not None and sighting.detail == f"{FLV} came at 40 KB/s"
    late = Made(20.0).shows(0.5, 6.0, latency=0.8).shows(6.0, 11.0, latency=1.5).timeline()
    sighting = Bandwidth(leg="ingest", rate=40).witness(late, NARROW)
    assert sighting is not None and "later than before" in sighting.detail
    assert Bandwidth(leg="ingest", rate=40).witness(Made(20.0).shows(0.5, 20.0, latency=0.8).timeline(), NARROW) is None


def test_of_a_narrow_redis_the_signalling_server_tells() -> None:
    made = healthy(20.0).add(0.5, EventName.VIEWERS_COUNTED, count=1, shared=True)
    assert Bandwidth(leg="redis", rate=1).witness(made.timeline(), NARROW) is None
    made.add(6.0, EventName.VIEWERS_COUNTED, count=1, shared=False)
    assert Bandwidth(leg="redis", rate=1).witness(made.timeline(), NARROW) is not None


FLV = "/live/live/k.flv"


def narrow(made: Made, rate: float) -> bool:
    return first_narrow(made.timeline(), "flv", rate=rate, since=ZERO + 5, until=ZERO + 11) is not None


@pytest.mark.parametrize(("during", "seen"), [(4000, True), (3000, True), (2000, False), (0, False), (5000, False)])
def test_it_is_seen_between_most_of_the_rate_and_the_rate(during: int, seen: bool) -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.1, size=10_000)
    assert narrow(made.flows(5.1, 20.0, size=during), 40_000) is seen


def test_a_single_fast_stream_shows_that_nothing_was_narrow() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.1, size=10_000).flows(5.1, 20.0, size=4000)
    assert narrow(made, 40_000)
    assert not narrow(made.request(5.5, None, FLV).flows(5.6, 11.0, "r2", size=10_000), 40_000)


def test_a_leg_that_never_brought_more_was_not_narrow() -> None:
    assert not narrow(Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0, size=4000), 40_000)


def test_the_time_after_shows_the_usual_rate_if_a_trial_begins_with_it() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 6.0, size=4000).flows(6.0, 20.0, size=10_000)
    pace = first_narrow(made.timeline(), "flv", rate=40_000, since=ZERO, until=ZERO + 6)
    assert pace is not None


def test_the_first_burst_of_another_stream_is_not_more_than_the_leg_brings() -> None:
    made = Made(20.0).request(0.1, 0.5, FLV).flows(0.2, 0.4, size=90_000)
    assert not narrow(made.request(1.0, None, FLV).flows(1.1, 20.0, "r2", size=4000), 40_000)
