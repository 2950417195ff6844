"""Stream end: its act on publisher and signalling server, and its witness on made timelines."""

import pytest

from chaoslab.faults.publisher_stop import PublisherStop
from chaoslab.faults.stream_end import StreamEnd
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, healthy

OVER = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 6.0)


async def test_it_stops_the_publisher_and_has_every_viewer_told() -> None:
    world = FakeWorld()
    await StreamEnd().inject(world)
    assert world.calls == [("publisher", "stop"), ("signalling", "end_stream")]


async def test_what_has_ended_stays_ended() -> None:
    world = FakeWorld()
    await StreamEnd().lift(world)
    assert world.calls == []
    assert StreamEnd.for_good


def test_nothing_of_the_publisher_is_left_to_other_faults() -> None:
    assert StreamEnd().holds() > PublisherStop().holds()
    assert "the broadcast" in StreamEnd().holds()


def test_the_browser_that_received_the_end_is_the_witness() -> None:
    sighting = StreamEnd().witness(healthy(20.0).socket(0.2).told_of_the_end(5.05).timeline(), OVER)
    assert sighting is not None
    assert sighting.witness == "browser"
    assert sighting.at == pytest.approx(ZERO + 5.05)


def test_another_connection_is_the_witness_if_it_is_kept_from_the_page() -> None:
    made = healthy(20.0).socket(0.2)
    made.add(5.04, EventName.OBSERVER_RECEIVED, namespace="/streaming", text='42/streaming,["stream:ended",{}]')
    sighting = StreamEnd().witness(made.timeline(), OVER)
    assert sighting is not None and sighting.witness == "observer"
    assert sighting.at == pytest.approx(ZERO + 5.04)
    early = healthy(20.0).add(4.0, EventName.OBSERVER_RECEIVED, namespace="/streaming", text='42/s,["stream:ended",{}]')
    assert StreamEnd().witness(early.timeline(), OVER) is None


def test_an_end_before_the_fault_is_no_witness() -> None:
    assert StreamEnd().witness(healthy(20.0).socket(0.2).told_of_the_end(4.0).timeline(), OVER) is None


def test_a_chat_message_about_it_is_no_witness() -> None:
    made = healthy(20.0).socket(0.2, ns="chat").hears(5.5, '42/chat,["chat:message",{"text":"[\\"stream:ended\\""}]')
    assert StreamEnd().witness(made.timeline(), OVER) is None


def test_a_stream_that_goes_on_is_no_witness() -> None:
    assert StreamEnd().witness(healthy(20.0).socket(0.2).timeline(), OVER) is None
