"""Publisher kill: its act on the publisher, and its witness on made timelines."""

import pytest

from chaoslab.faults.publisher_kill import PublisherKill
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

OFF = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


async def test_it_kills_the_publisher_and_has_another_one_take_its_place() -> None:
    world = FakeWorld()
    await PublisherKill().inject(world)
    await PublisherKill().lift(world)
    assert world.calls == [("publisher", "kill"), ("publisher", "revive")]


def test_the_browser_whose_stream_broke_off_is_the_witness() -> None:
    made = Made(20.0).request(0.1, 5.03, "/live/live/k.flv", error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    sighting = PublisherKill().witness(made.timeline(), OFF)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("browser", f"{CUT} on /live/live/k.flv")
    assert sighting.at == pytest.approx(ZERO + 5.03)


def test_without_a_viewer_the_publishers_own_gap_is_the_witness() -> None:
    made = Made(20.0)
    sent = EventName.PUBLISHER_FRAME_SENT
    made.events = [event for event in made.events if not (event.name is sent and ZERO + 5.02 < event.at < ZERO + 10.4)]
    sighting = PublisherKill().witness(made.timeline(), OFF)
    assert sighting is not None
    assert sighting.witness == "publisher"


def test_a_publisher_that_sends_on_is_no_witness() -> None:
    assert PublisherKill().witness(healthy(20.0).timeline(), OFF) is None


def test_a_stream_that_broke_off_before_is_no_witness() -> None:
    made = Made(20.0).request(0.1, 4.9, "/live/live/k.flv", error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    assert PublisherKill().witness(made.timeline(), OFF) is None
