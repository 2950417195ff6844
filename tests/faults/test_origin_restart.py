"""Origin restart: its act on the origin, and its witness on made timelines."""

import pytest

from chaoslab.faults.origin_restart import OriginRestart
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

OFF = Injection(0, ZERO + 5.0, ZERO + 5.04, ZERO + 6.0)
CUT = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"


def watched(*, cut_at: float = 5.005) -> Made:
    """Somebody watches, and loses the stream."""
    made = Made(20.0).request(0.1, cut_at, "/live/live/k.flv", error=CUT)
    made.add(0.2, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="video/x-flv")
    return made.add(0.1, EventName.ORIGIN_CHANGED, state="runs", pid=7)


async def test_it_kills_the_origin_and_starts_another_one_at_once() -> None:
    world = FakeWorld()
    await OriginRestart().inject(world)
    assert world.calls == [("origin", "kill"), ("origin", "start")]


async def test_its_lift_only_makes_sure_that_an_origin_runs() -> None:
    world = FakeWorld()
    await OriginRestart().lift(world)
    assert world.calls == [("origin", "start")]


def test_the_browser_whose_stream_broke_off_is_the_witness_though_the_process_was_gone_for_a_moment_only() -> None:
    made = watched().add(5.06, EventName.ORIGIN_CHANGED, state="gone", pid=7)
    made.add(5.06, EventName.ORIGIN_CHANGED, state="runs", pid=8)
    sighting = OriginRestart().witness(made.timeline(), OFF)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.005)
    assert sighting.detail == f"{CUT} on /live/live/k.flv; the origin's process was gone"


def test_a_stream_that_broke_off_with_the_same_process_at_work_is_no_witness() -> None:
    assert OriginRestart().witness(watched().timeline(), OFF) is None


def test_a_stream_that_broke_off_before_is_no_witness() -> None:
    made = watched(cut_at=4.9).add(5.06, EventName.ORIGIN_CHANGED, state="gone", pid=7)
    assert OriginRestart().witness(made.timeline(), OFF) is None
