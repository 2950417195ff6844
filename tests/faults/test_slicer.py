"""Slicer: its toxic, and its witness on made timelines."""

import pytest
from pydantic import ValidationError

from chaoslab.faults.slicer import Slicer
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

SLICED = Injection(0, ZERO + 5.0, ZERO + 5.003, ZERO + 11.0)
FLV = "/live/live/k.flv"
FAULT = Slicer(leg="flv", average_size=200, size_variation=50, delay=1000)


def stream(*, pieces: int) -> Made:
    """A stream whose 10 000 bytes every 0.1 s come in 3 pieces, and in `pieces` from 5 to 11 s."""
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 5.0, size=10_000)
    return made.flows(5.0, 11.0, size=10_000, pieces=pieces).flows(11.0, 20.0, size=10_000)


async def test_it_slices_the_leg_and_lets_it_go() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    attributes = {"average_size": 200, "size_variation": 50, "delay": 1000}
    assert world.calls == [("add_toxic", "flv", "slicer", attributes), ("remove_toxic", "flv", "slicer")]


def test_a_stream_in_small_pieces_is_the_witness() -> None:
    sighting = FAULT.witness(stream(pieces=50).timeline(), SLICED)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.1, abs=0.1)
    assert sighting.detail == f"{FLV} came in pieces of 200 bytes, 3333 at other times"


def test_a_stream_in_pieces_as_large_as_usual_is_no_witness() -> None:
    assert FAULT.witness(stream(pieces=3).timeline(), SLICED) is None
    assert FAULT.witness(stream(pieces=8).timeline(), SLICED) is None


def test_a_stream_that_always_came_in_such_pieces_is_no_witness() -> None:
    made = Made(20.0).request(0.1, None, FLV).flows(0.2, 20.0, size=10_000, pieces=50)
    assert FAULT.witness(made.timeline(), SLICED) is None


def test_pieces_on_another_leg_are_no_witness() -> None:
    other = Slicer(leg="hls", average_size=200, delay=1000)
    assert other.witness(stream(pieces=50).timeline(), SLICED) is None


def test_a_download_in_small_pieces_is_the_witness() -> None:
    made = Made(20.0).request(2.0, 2.2, "/hls/k-1.ts", leg="hls").flows(2.1, 2.2, size=100_000)
    made.request(3.0, 3.2, "/hls/k.m3u8", leg="hls").flows(3.1, 3.2, "r2", size=300, pieces=2)
    made.request(6.0, 6.5, "/hls/k-2.ts", leg="hls").flows(6.1, 6.4, "r3", size=30_000, pieces=100)
    sighting = Slicer(leg="hls", average_size=300, delay=1000).witness(made.timeline(), SLICED)
    assert sighting is not None and sighting.detail.startswith("/hls/k-2.ts came in pieces of 300 bytes")


def test_a_variation_as_large_as_the_size_is_refused() -> None:
    with pytest.raises(ValidationError, match="size_variation 200 must be less than average_size 200"):
        Slicer(leg="flv", average_size=200, size_variation=200, delay=1000)
