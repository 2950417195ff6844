"""Publisher stop: its act on the publisher, and its witness on made timelines."""

import pytest

from chaoslab.faults.publisher_stop import PublisherStop
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

OFF = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def quiet(made: Made, start: float, end: float) -> Made:
    """The same timeline without what the publisher sent in between."""
    sent = EventName.PUBLISHER_FRAME_SENT
    made.events = [event for event in made.events if not (event.name is sent and ZERO + start < event.at < ZERO + end)]
    return made


async def test_it_stops_the_publisher_and_starts_it_again() -> None:
    world = FakeWorld()
    await PublisherStop().inject(world)
    await PublisherStop().lift(world)
    assert world.calls == [("publisher", "stop"), ("publisher", "start")]


def test_the_browser_whose_stream_broke_off_is_the_witness() -> None:
    made = Made(20.0).request(0.1, 5.08, "/live/live/k.flv", error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    sighting = PublisherStop().witness(made.timeline(), OFF)
    assert sighting is not None
    assert sighting.witness == "browser"
    assert sighting.at == pytest.approx(ZERO + 5.08)


def test_without_a_viewer_the_publishers_own_gap_is_the_witness() -> None:
    sighting = PublisherStop().witness(quiet(Made(20.0), 5.02, 10.1).timeline(), OFF)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("publisher", "no frame was sent for 5.0 s")


def test_a_publisher_that_never_comes_back_leaves_a_gap_too() -> None:
    never = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 20.0)
    assert PublisherStop().witness(quiet(Made(20.0), 5.02, 99.0).timeline(), never) is not None


def test_a_publisher_that_sends_on_is_no_witness() -> None:
    assert PublisherStop().witness(healthy(20.0).timeline(), OFF) is None


def test_a_gap_before_or_after_the_fault_is_no_witness() -> None:
    made = quiet(quiet(Made(20.0), 2.0, 4.9), 10.1, 12.0)
    assert PublisherStop().witness(made.timeline(), OFF) is None


def test_a_timeline_in_which_nobody_ever_published_is_no_witness() -> None:
    assert PublisherStop().witness(quiet(Made(20.0), -9.0, 99.0).timeline(), OFF) is None
