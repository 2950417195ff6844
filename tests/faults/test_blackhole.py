"""Blackhole: its orders to the gate, and its witness on made timelines."""

import pytest

from chaoslab.faults.blackhole import Blackhole, first_swallowed
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

HELD = Injection(0, ZERO + 5.0, ZERO + 5.002, ZERO + 9.0)
FLV = "/live/live/k.flv"


def cut() -> Made:
    return Made(20.0).request(0.1, 5.01, FLV, error="net::ERR_INCOMPLETE_CHUNKED_ENCODING")


async def test_it_holds_and_releases_the_leg() -> None:
    world = FakeWorld()
    await Blackhole(leg="flv").inject(world)
    await Blackhole(leg="flv").lift(world)
    assert world.calls == [("hold", "flv"), ("release", "flv")]


def test_a_new_request_that_nobody_answers_is_the_witness() -> None:
    sighting = Blackhole(leg="flv").witness(cut().request(6.0, None, FLV, status=None).timeline(), HELD)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.0)
    assert sighting.detail == f"no answer to {FLV} for 3.0 s"


def test_a_leg_that_only_broke_or_refuses_or_answers_is_no_black_hole() -> None:
    assert Blackhole(leg="flv").witness(cut().timeline(), HELD) is None
    refused = cut().request(6.0, 6.01, FLV, error="net::ERR_CONNECTION_REFUSED")
    assert Blackhole(leg="flv").witness(refused.timeline(), HELD) is None
    assert Blackhole(leg="flv").witness(cut().request(6.0, None, FLV).timeline(), HELD) is None


def test_a_stream_that_was_open_already_and_falls_silent_is_no_black_hole() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.0)
    assert Blackhole(leg="flv").witness(made.timeline(), HELD) is None


def test_a_request_right_before_the_lift_has_not_waited_long_enough() -> None:
    made = cut().request(8.8, None, FLV, status=None)
    assert Blackhole(leg="flv").witness(made.timeline(), HELD) is None


def test_a_new_web_socket_that_hears_nothing_is_the_witness() -> None:
    made = healthy(20.0).socket(0.2, 5.01).socket(6.0, taken=False).timeline()
    sighting = Blackhole(leg="socket").witness(made, HELD)
    assert sighting is not None and sighting.detail == "no answer to a new WebSocket for 3.0 s"
    answered = healthy(20.0).socket(0.2, 5.01).socket(6.0).timeline()
    assert Blackhole(leg="socket").witness(answered, HELD) is None


def test_a_publisher_that_is_not_let_in_again_is_the_witness() -> None:
    lost = healthy(20.0).add(5.01, EventName.PUBLISHER_STOPPED, reason="lost: the origin closed the connection")
    sighting = Blackhole(leg="ingest").witness(lost.timeline(), HELD)
    assert sighting is not None and sighting.witness == "publisher"
    back = lost.add(5.6, EventName.PUBLISHER_STARTED, mode="looped", fps=30, clip_frames=1800)
    assert Blackhole(leg="ingest").witness(back.timeline(), HELD) is None
    assert Blackhole(leg="ingest").witness(healthy(20.0).timeline(), HELD) is None


HLS = "/hls/k.m3u8"


ALL = (ZERO + 5, ZERO + 9)


def test_a_request_counts_from_when_it_was_made_to_its_answer_or_to_the_end() -> None:
    made = healthy(20.0).request(6.0, 6.7, HLS, leg="hls", error="net::ERR_TIMED_OUT").timeline()
    sighting = first_swallowed(made, "hls", *ALL)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.0)
    assert sighting.detail == f"no answer to {HLS} for 0.7 s"


def test_a_request_that_is_answered_or_over_soon_is_none() -> None:
    made = healthy(20.0).request(6.0, 7.0, HLS, leg="hls").request(7.0, 7.3, HLS, leg="hls", error="net::ERR_FAILED")
    assert first_swallowed(made.timeline(), "hls", *ALL) is None


def test_a_request_from_before_is_none() -> None:
    assert (
        first_swallowed(healthy(20.0).request(4.0, None, HLS, leg="hls", status=None).timeline(), "hls", *ALL) is None
    )
