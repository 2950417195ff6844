"""Origin pause: its act on the origin, and its witness on made timelines."""

import pytest

from chaoslab.faults.origin_pause import OriginPause
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

HELD = Injection(0, ZERO + 5.0, ZERO + 5.001, ZERO + 8.0)
FLV = "/live/live/k.flv"


def streaming(*, silent: tuple[float, float] | None) -> Made:
    """A viewer whose stream brings bytes, except for a time."""
    made = Made(20.0).request(0.1, None, FLV)
    if silent is None:
        return made.flows(0.2, 20.0)
    return made.flows(0.2, silent[0]).flows(silent[1], 20.0)


def stopped(made: Made) -> Made:
    """The origin's process is stopped from 5.04 to 8.04 s."""
    changed = EventName.ORIGIN_CHANGED
    made.add(0.1, changed, state="runs", pid=7).add(5.04, changed, state="stopped", pid=7)
    return made.add(8.04, changed, state="runs", pid=7)


async def test_it_stops_the_origin_and_lets_it_go_on() -> None:
    world = FakeWorld()
    await OriginPause().inject(world)
    await OriginPause().lift(world)
    assert world.calls == [("origin", "pause"), ("origin", "resume")]


def test_the_browser_that_waits_for_bytes_is_the_witness() -> None:
    sighting = OriginPause().witness(stopped(streaming(silent=(5.0, 8.1))).timeline(), HELD)
    assert sighting is not None and sighting.witness == "browser"
    assert sighting.detail == f"no byte on {FLV} for 3.00 s; the origin's process was stopped"
    assert sighting.at == pytest.approx(ZERO + 5.0)


def test_over_hls_it_is_a_request_without_an_answer() -> None:
    made = stopped(Made(20.0)).request(6.0, 8.1, "/hls/k.m3u8", leg="hls", status=None)
    sighting = OriginPause().witness(made.timeline(), HELD)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 6.0)


def test_silence_with_the_origin_at_work_is_no_witness() -> None:
    made = streaming(silent=(5.0, 8.1)).add(0.1, EventName.ORIGIN_CHANGED, state="runs", pid=7)
    assert OriginPause().witness(made.timeline(), HELD) is None


def test_a_stopped_origin_whose_stream_flows_on_is_no_witness() -> None:
    assert OriginPause().witness(stopped(streaming(silent=None)).timeline(), HELD) is None


def test_silence_after_the_origin_went_on_is_no_witness() -> None:
    late = stopped(streaming(silent=(8.2, 12.0)))
    assert OriginPause().witness(late.timeline(), Injection(0, ZERO + 5.0, ZERO + 5.001, ZERO + 12.0)) is None
