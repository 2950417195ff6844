"""Keyframe starvation: its act on the publisher, and its witness on made timelines."""

import pytest

from chaoslab.faults.keyframe_starvation import KeyframeStarvation
from chaoslab.timeline.injection import Injection
from chaoslab.world.encoding import Encoding
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made, healthy

ON = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)
USUAL = healthy(20.0).viewed(0, 20).timeline()


async def test_it_has_the_publisher_go_on_without_keyframes_and_as_usual_again() -> None:
    world = FakeWorld()
    await KeyframeStarvation().inject(world)
    await KeyframeStarvation().lift(world)
    assert world.calls == [("publisher", "encode", Encoding(keyframes=False)), ("publisher", "encode_as_usual")]
    assert KeyframeStarvation().needs().encoding == Encoding(keyframes=False)


def test_the_viewer_who_got_pictures_and_no_keyframe_is_the_witness() -> None:
    made = Made(20.0).viewed(0, 5.25).viewed(5.25, 10, keyframes=0).viewed(10, 20)
    sighting = KeyframeStarvation().witness(made.timeline(), ON)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("viewer", "140 pictures in 5.0 s, and no keyframe")
    assert sighting.at == pytest.approx(ZERO + 5.0), "the last keyframe was there then"


def test_a_keyframe_each_second_is_no_starvation() -> None:
    assert KeyframeStarvation().witness(USUAL, ON) is None


def test_a_stream_that_stands_is_no_starvation() -> None:
    made = Made(20.0).viewed(0, 5.25).viewed(5.25, 10, keyframes=0, pictures=0).viewed(10, 20)
    assert KeyframeStarvation().witness(made.timeline(), ON) is None


def test_a_viewer_who_reconnected_in_between_saw_no_starvation() -> None:
    made = Made(20.0).viewed(0, 5.25)
    for turn, start in enumerate((5.25, 7.25)):
        made.viewed(start, start + 2, keyframes=0, connection=turn + 2)
    assert KeyframeStarvation().witness(made.timeline(), ON) is None


def test_starvation_before_the_fault_is_no_witness() -> None:
    made = Made(20.0).viewed(0, 5.25, keyframes=0).viewed(5.25, 20)
    assert KeyframeStarvation().witness(made.timeline(), ON) is None


def test_nobody_saw_anything_if_the_lab_did_not_watch() -> None:
    assert KeyframeStarvation().witness(healthy(20.0).timeline(), ON) is None
