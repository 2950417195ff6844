"""Recovered, on made timelines."""

from chaoslab.probes.recovered import Recovered
from tests.made_timeline import Made, healthy, outage


def test_five_steady_seconds_on_another_transport_are_recovery() -> None:
    assert Recovered().measure(outage().timeline()).value is True


def test_pictures_too_far_behind_live_are_not() -> None:
    made = Made(35.0).shows(0.5, 5.1, latency=0.8).fault(5.0, 25.0).shows(13.0, 35.0, latency=3.0)
    assert Recovered().measure(made.timeline()).value is False


def test_half_the_frames_are_not() -> None:
    made = Made(35.0).shows(0.5, 5.1, latency=0.8).fault(5.0, 25.0).shows(13.0, 35.0, latency=2.0, every=2)
    assert Recovered().measure(made.timeline()).value is False


def test_four_seconds_before_the_end_are_too_short_to_tell() -> None:
    assert Recovered().measure(outage(returns_at=31.0).timeline()).value is False


def test_without_a_fault_there_is_nothing_to_recover_from() -> None:
    assert Recovered().measure(healthy().timeline()).value is None


def test_a_fault_that_never_reached_the_picture_counts_as_recovered() -> None:
    made = healthy(20.0).fault(5.0, 6.0)
    assert Recovered().measure(made.timeline()).value is True
