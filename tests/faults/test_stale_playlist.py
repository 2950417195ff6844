"""Stale playlist: its act on the harness, and its witness on made timelines."""

import pytest

from chaoslab.faults.stale_playlist import StalePlaylist
from chaoslab.timeline.events import EventName
from tests.faults.fake_world import FakeWorld
from tests.faults.http_scene import ON, HlsMade, healthy_hls
from tests.made_timeline import ZERO

FAULT = StalePlaylist()


def stands(start: float, end: float, *, every: float = 0.5) -> HlsMade:
    """Playlists that change up to 5 s, then the same one."""
    made = HlsMade(15.0)
    for second in range(1, 6):
        made.reads(second - 0.1, second)
    at = start
    while at <= end:
        made.reads(at, 5)
        at += every
    return made


async def test_it_keeps_the_playlist_and_lets_it_go() -> None:
    world = FakeWorld()
    await FAULT.inject(world)
    await FAULT.lift(world)
    assert world.calls == [("keep_playlist", "stale-playlist"), ("mend", "stale-playlist")]


def test_a_playlist_that_stands_while_segments_are_due_is_the_witness() -> None:
    sighting = FAULT.witness(stands(5.5, 9.5).timeline(), ON)
    assert sighting is not None and sighting.at == pytest.approx(ZERO + 5.5)
    assert sighting.detail == "the playlist stood at segment k-9.ts for 4.0 s and 9 readings"


def test_there_is_no_witness_if_all_goes_well() -> None:
    assert FAULT.witness(healthy_hls().timeline(), ON) is None


def test_a_playlist_that_stood_for_less_than_three_segments_is_no_witness() -> None:
    assert FAULT.witness(stands(5.5, 8.0).timeline(), ON) is None


def test_two_looks_far_apart_are_no_witness() -> None:
    assert FAULT.witness(stands(5.5, 9.5, every=3.9).timeline(), ON) is None


def test_a_playlist_that_stands_because_nobody_publishes_is_no_witness() -> None:
    made = stands(5.5, 9.5)
    sent = EventName.PUBLISHER_FRAME_SENT
    made.events = [event for event in made.events if not (event.name is sent and ZERO + 6 < event.at < ZERO + 8)]
    assert FAULT.witness(made.timeline(), ON) is None


def test_a_playlist_that_stands_before_or_after_the_fault_is_no_witness() -> None:
    assert FAULT.witness(stands(10.5, 14.5).timeline(), ON) is None
