"""Flaps, on made timelines."""

import pytest

from chaoslab.probes.flaps import Flaps
from chaoslab.timeline.events import EventName
from tests.made_timeline import Made, healthy, outage


def over_flv(made: Made) -> Made:
    """The first FLV request was answered."""
    return made.add(0.11, EventName.REQUEST_ANSWERED, request="r1", status=200, mime="")


def test_play_over_one_transport_has_none() -> None:
    assert Flaps().measure(healthy().timeline()).value == 0.0


def test_a_switch_is_counted_by_the_minute() -> None:
    measurement = Flaps().measure(over_flv(outage(35.0)).timeline())
    assert measurement.value == pytest.approx(60 / 35, abs=0.0001)
    assert measurement.note == "1 in 35.0 s"


def test_back_and_forth_is_two() -> None:
    made = over_flv(outage(60.0, returns_at=None)).hls(12.02).shows(13.0, 30.0, latency=2.5)
    made.request(30.0, None, "/live/live/k.flv").shows(30.5, 60.0, latency=0.8)
    assert Flaps().measure(made.timeline()).value == pytest.approx(2.0)


def test_pictures_that_no_request_explains_tell_nothing() -> None:
    assert Flaps().measure(Made(15.0).shows(0.5, 15.0, latency=0.8).timeline()).value is None
