"""Publisher pause: its act on the publisher, and its witness on made timelines."""

import pytest

from chaoslab.faults.publisher_pause import PublisherPause
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

OFF = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)


async def test_it_pauses_the_publisher_and_lets_it_go_on() -> None:
    world = FakeWorld()
    await PublisherPause().inject(world)
    await PublisherPause().lift(world)
    assert world.calls == [("publisher", "pause"), ("publisher", "resume")]


def test_the_browser_whose_open_stream_fell_silent_is_the_witness() -> None:
    made = Made(20.0).request(0.1, None, "/live/live/k.flv").flows(0.2, 5.2).flows(10.2, 20.0)
    sighting = PublisherPause().witness(made.timeline(), OFF)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("browser", "no byte on /live/live/k.flv for 4.9 s")
    assert sighting.at == pytest.approx(ZERO + 5.1)


def test_without_an_flv_viewer_the_publishers_own_gap_is_the_witness() -> None:
    made = Made(20.0)
    sent = EventName.PUBLISHER_FRAME_SENT
    made.events = [event for event in made.events if not (event.name is sent and ZERO + 5.02 < event.at < ZERO + 10.4)]
    sighting = PublisherPause().witness(made.timeline(), OFF)
    assert sighting is not None
    assert sighting.witness == "publisher"


def test_a_stream_that_flows_on_is_no_witness() -> None:
    made = Made(20.0).request(0.1, None, "/live/live/k.flv").flows(0.2, 20.0)
    assert PublisherPause().witness(made.timeline(), OFF) is None


def test_a_silence_before_or_after_the_fault_is_no_witness() -> None:
    made = Made(20.0).request(0.1, None, "/live/live/k.flv").flows(0.2, 2.0).flows(4.9, 10.1).flows(15.0, 20.0)
    assert PublisherPause().witness(made.timeline(), OFF) is None


def test_a_request_that_nobody_answered_is_no_witness() -> None:
    made = Made(20.0).request(4.0, None, "/live/live/k.flv", status=None)
    assert PublisherPause().witness(made.timeline(), OFF) is None


def test_a_new_stream_whose_answer_waits_for_a_picture_is_no_witness() -> None:
    made = Made(20.0).add(6.0, EventName.REQUEST_STARTED, request="r1", url="http://h/live/live/k.flv", leg="flv")
    made.add(6.9, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="").flows(6.9, 20.0)
    assert PublisherPause().witness(made.timeline(), OFF) is None
