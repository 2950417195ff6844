"""Video loss: its act on the publisher, and its witness on made timelines."""

import pytest

from chaoslab.faults.video_loss import VideoLoss
from chaoslab.timeline.injection import Injection
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

ON = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)


async def test_it_leaves_out_the_track_and_sends_it_again() -> None:
    world = FakeWorld()
    await VideoLoss().inject(world)
    await VideoLoss().lift(world)
    assert world.calls == [("publisher", "mute", "video"), ("publisher", "unmute", "video")]


def test_the_viewer_who_got_sound_and_no_picture_is_the_witness() -> None:
    made = Made(20.0).viewed(0, 5.25).viewed(5.25, 10, pictures=0).viewed(10, 20)
    sighting = VideoLoss().witness(made.timeline(), ON)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("viewer", "209 sounds in 4.8 s, and no picture")
    assert sighting.at == pytest.approx(ZERO + 5.25)


def test_a_whole_stream_is_no_witness() -> None:
    assert VideoLoss().witness(healthy(20.0).viewed(0, 20).timeline(), ON) is None


def test_a_stream_of_which_nothing_comes_is_no_witness() -> None:
    made = Made(20.0).viewed(0, 5.25).viewed(5.25, 10, sounds=0, pictures=0).viewed(10, 20)
    assert VideoLoss().witness(made.timeline(), ON) is None


def test_a_moment_without_it_is_no_witness() -> None:
    made = Made(20.0).viewed(0, 6).viewed(6, 6.75, pictures=0).viewed(6.75, 20)
    assert VideoLoss().witness(made.timeline(), ON) is None


def test_what_was_missing_before_or_after_is_no_witness() -> None:
    made = Made(20.0).viewed(0, 5, pictures=0).viewed(5, 10).viewed(10, 20, pictures=0)
    assert VideoLoss().witness(made.timeline(), ON) is None


def test_nobody_saw_anything_if_the_lab_did_not_watch() -> None:
    assert VideoLoss().witness(healthy(20.0).timeline(), ON) is None
