"""Resolution switch: its settings, its act on the publisher, and its witness on made timelines."""

import pytest
from pydantic import ValidationError

from chaoslab.faults.resolution_switch import ResolutionSwitch
from chaoslab.timeline.injection import Injection
from chaoslab.world.encoding import Encoding
from tests.faults.fake_world import FakeWorld
from tests.made_timeline import ZERO, Made

ON = Injection(0, ZERO + 5.0, ZERO + 5.1, ZERO + 10.0)
SMALL = ResolutionSwitch(width=426, height=240)
USUAL = {"width": 640, "height": 360}
NEW = {"width": 426, "height": 240}


async def test_it_has_the_publisher_go_on_in_another_size_and_as_usual_again() -> None:
    world = FakeWorld()
    await SMALL.inject(world)
    await SMALL.lift(world)
    assert world.calls == [("publisher", "encode", Encoding(size=(426, 240))), ("publisher", "encode_as_usual")]
    assert SMALL.needs().encoding == Encoding(size=(426, 240))


@pytest.mark.parametrize("size", [(427, 240), (640, 361), (100, 90), (640, 4000)])
def test_a_size_that_no_encoder_takes_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValidationError):
        ResolutionSwitch(width=size[0], height=size[1])


def test_the_browser_that_presented_the_new_size_is_the_witness() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8, **USUAL).shows(6.0, 10.0, latency=0.8, **NEW)
    sighting = SMALL.witness(made.timeline(), ON)
    assert sighting is not None
    assert (sighting.witness, sighting.detail) == ("browser", "a picture of 426x240 was presented")
    assert sighting.at == pytest.approx(ZERO + 6.0)


def test_pictures_of_the_same_size_are_no_witness() -> None:
    assert SMALL.witness(Made(20.0).shows(0.5, 20, latency=0.8, **USUAL).timeline(), ON) is None


def test_a_picture_that_had_that_size_before_is_no_witness() -> None:
    assert SMALL.witness(Made(20.0).shows(0.5, 20, latency=0.8, **NEW).timeline(), ON) is None


def test_a_size_that_nobody_asked_for_is_no_witness() -> None:
    made = Made(20.0).shows(0.5, 6.0, latency=0.8, **USUAL).shows(6.0, 10.0, latency=0.8, width=426, height=238)
    assert SMALL.witness(made.timeline(), ON) is None


def test_a_second_switch_to_the_same_size_is_seen_too() -> None:
    made = Made(20.0).shows(0.5, 2.0, latency=0.8, **NEW).shows(2.0, 6.0, latency=0.8, **USUAL)
    assert SMALL.witness(made.shows(6.0, 10.0, latency=0.8, **NEW).timeline(), ON) is not None


def test_there_is_no_switch_if_no_picture_came_before() -> None:
    assert SMALL.witness(Made(20.0).shows(6.0, 10.0, latency=0.8, **NEW).timeline(), ON) is None
