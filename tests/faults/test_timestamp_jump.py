"""Timestamp jump: its settings, its act on the publisher, and its witness on made timelines."""

import pytest
from pydantic import ValidationError

from chaoslab.faults.timestamp_jump import TimestampJump
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

ON = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)


def leapt(*, video: float = 0.0, audio: float = 0.0) -> Made:
    made = Made(20.0).viewed(0, 5).viewed(5, 5.25, video_leap=video, audio_leap=audio)
    return made.viewed(5.25, 20)


async def test_it_has_the_timestamps_leap_once() -> None:
    world = FakeWorld()
    for fault in (TimestampJump(seconds=10), TimestampJump(seconds=-3, track="audio")):
        await fault.inject(world)
        await fault.lift(world)
    assert world.calls == [("publisher", "jump", 10, ("audio", "video")), ("publisher", "jump", -3, ("audio",))]


@pytest.mark.parametrize("seconds", [0, 1.9, -1.9, 100_000])
def test_a_leap_that_is_too_small_or_too_large_is_refused(seconds: float) -> None:
    with pytest.raises(ValidationError):
        TimestampJump(seconds=seconds)


def test_room_is_made_for_a_leap_back() -> None:
    assert TimestampJump(seconds=-30).needs().goes_back == 30
    assert TimestampJump(seconds=30).needs().goes_back == 0


def test_the_viewer_whose_timestamps_jumped_is_the_witness() -> None:
    sighting = TimestampJump(seconds=10).witness(leapt(video=9.97, audio=9.98).timeline(), ON)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("viewer", "audio jumped by +10.0 s and video jumped by +10.0 s")
    assert sighting.at == ZERO + 5.25


def test_a_jump_back_is_not_a_jump_forward() -> None:
    made = leapt(video=-4.9, audio=-4.9)
    assert TimestampJump(seconds=-5).witness(made.timeline(), ON) is not None
    assert TimestampJump(seconds=5).witness(made.timeline(), ON) is None


def test_every_track_that_was_to_leap_must_have() -> None:
    made = leapt(video=9.97)
    assert TimestampJump(seconds=10).witness(made.timeline(), ON) is None
    assert TimestampJump(seconds=10, track="audio").witness(made.timeline(), ON) is None
    assert TimestampJump(seconds=10, track="video").witness(made.timeline(), ON) is not None


def test_what_an_origin_mended_is_no_witness() -> None:
    assert TimestampJump(seconds=10).witness(leapt(video=0.01, audio=0.01).timeline(), ON) is None


def test_a_leap_before_the_fault_is_no_witness() -> None:
    made = Made(20.0).viewed(0, 4).viewed(4, 4.25, video_leap=10, audio_leap=10).viewed(4.25, 20)
    assert TimestampJump(seconds=10).witness(made.timeline(), ON) is None


def test_nobody_saw_anything_if_nothing_happened() -> None:
    assert TimestampJump(seconds=10).witness(healthy(20.0).viewed(0, 20).timeline(), ON) is None
