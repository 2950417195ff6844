"""Timeout: its act on the proxies, and its witness on made timelines."""

import pytest

from chaoslab.faults.timeout import Timeout
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

SILENCE = Injection(0, ZERO + 5.0, ZERO + 5.003, ZERO + 15.0)
FLV = "/live/live/k.flv"


def stream() -> Made:
    return Made(20.0).request(0.1, None, FLV)


async def test_it_holds_the_leg_back_and_lets_it_go() -> None:
    world = FakeWorld()
    await Timeout(leg="flv").inject(world)
    await Timeout(leg="flv").lift(world)
    assert world.calls == [
        ("add_toxic", "flv", "slow_close", {"delay": 3_600_000}),
        ("add_toxic", "flv", "timeout", {"timeout": 0}),
        ("remove_toxic", "flv", "timeout"),
        ("remove_toxic", "flv", "slow_close"),
    ]


def test_a_stream_without_a_byte_is_the_witness() -> None:
    sighting = Timeout(leg="flv").witness(stream().flows(0.2, 5.0).timeline(), SILENCE)
    assert sighting is not None
    assert sighting.at == pytest.approx(ZERO + 5.0)
    assert sighting.witness == "browser"
    assert f"no byte on {FLV} for 10.0 s" in sighting.detail


def test_a_stream_that_flows_on_is_no_witness() -> None:
    assert Timeout(leg="flv").witness(stream().flows(0.2, 20.0).timeline(), SILENCE) is None


def test_a_stream_that_ended_is_no_witness() -> None:
    ended = Made(20.0).request(0.1, 5.1, FLV).flows(0.2, 5.0)
    assert Timeout(leg="flv").witness(ended.timeline(), SILENCE) is None


def test_a_silence_on_another_leg_is_no_witness() -> None:
    assert Timeout(leg="hls").witness(stream().flows(0.2, 5.0).timeline(), SILENCE) is None


def test_a_silence_before_or_after_the_fault_is_no_witness() -> None:
    made = stream().flows(0.2, 3.0).flows(4.9, 15.1)
    assert Timeout(leg="flv").witness(made.timeline(), SILENCE) is None


def test_a_new_request_that_is_never_answered_is_a_witness() -> None:
    made = Made(20.0).request(8.0, None, "/hls/k.m3u8", leg="hls", status=None)
    sighting = Timeout(leg="hls").witness(made.timeline(), SILENCE)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 8.0)


def test_an_answer_that_does_not_come_on_a_socket_is_a_witness() -> None:
    made = healthy(20.0).socket(0.2).says(7.0, '42/chat,3["chat:message",{}]')
    sighting = Timeout(leg="socket").witness(made.timeline(), SILENCE)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 7.0)
    assert sighting.detail == "an answer did not come for 8.0 s"


def test_a_socket_that_is_silent_because_nothing_is_due_is_no_witness() -> None:
    assert Timeout(leg="socket").witness(healthy(20.0).socket(0.2).timeline(), SILENCE) is None
