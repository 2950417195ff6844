"""Latency: its act on the proxies, and its witness on made timelines."""

import pytest

from chaoslab.faults.latency import Latency
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

DELAY = Injection(0, ZERO + 5.0, ZERO + 5.003, ZERO + 15.0)
FLV = "/live/live/k.flv"


def stream() -> Made:
    return Made(20.0).request(0.1, None, FLV).flows(0.2, 5.0)


async def test_it_delays_the_leg_and_lets_it_go() -> None:
    world = FakeWorld()
    await Latency(leg="flv", latency=1500, jitter=100).inject(world)
    await Latency(leg="flv", latency=1500).lift(world)
    asked = ("add_toxic", "flv", "latency", {"latency": 1500, "jitter": 100})
    assert world.calls == [asked, ("remove_toxic", "flv", "latency")]


def test_a_stream_that_waits_by_the_delay_is_the_witness() -> None:
    sighting = Latency(leg="flv", latency=1500).witness(stream().flows(6.5, 20.0).timeline(), DELAY)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.0)
    assert "waited 1.50 s" in sighting.detail


def test_a_stream_that_flows_on_is_no_witness() -> None:
    assert Latency(leg="flv", latency=1500).witness(stream().flows(5.0, 20.0).timeline(), DELAY) is None


def test_a_much_shorter_wait_is_no_witness() -> None:
    assert Latency(leg="flv", latency=1500).witness(stream().flows(5.6, 20.0).timeline(), DELAY) is None


def test_an_answer_that_comes_late_on_a_socket_is_a_witness() -> None:
    made = healthy(20.0).socket(0.2).says(7.0, '42/chat,3["chat:message",{}]').hears(8.5, '43/chat,3[{"ok":true}]')
    sighting = Latency(leg="socket", latency=1500).witness(made.timeline(), DELAY)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 7.0)
    assert sighting.detail == "waited 1.50 s for an answer"


def test_an_answer_that_comes_soon_is_no_witness() -> None:
    made = healthy(20.0).socket(0.2).says(7.0, '42/chat,3["chat:message",{}]').hears(7.1, '43/chat,3[{"ok":true}]')
    assert Latency(leg="socket", latency=1500).witness(made.timeline(), DELAY) is None
