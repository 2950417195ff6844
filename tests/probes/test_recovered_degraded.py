"""Recovered degraded, on made timelines."""

from chaoslab.probes import Measurement
from chaoslab.probes.recovered_degraded import RecoveredDegraded
from tests.made_timeline import Made, healthy, outage
from tests.probes.test_flaps import over_flv

FLV = "/live/live/k.flv"


def measured(made: Made) -> Measurement:
    return RecoveredDegraded().measure(made.timeline())


def test_a_player_that_plays_hls_after_flv_is_degraded() -> None:
    assert measured(over_flv(outage())).value is True


def test_one_that_has_flv_again_is_not() -> None:
    made = Made(30.0).shows(0.5, 5.5, latency=0.8).fault(5.0, 10.0).shows(12.0, 30.0, latency=0.8)
    made.request(0.1, 5.1, FLV, error="net::ERR_FAILED").request(11.0, None, FLV)
    assert measured(over_flv(made)).value is False


def test_one_that_never_recovered_is_not_either() -> None:
    assert measured(over_flv(outage(returns_at=None))).value is False


def test_without_a_fault_there_is_nothing_to_tell() -> None:
    assert measured(healthy()).value is None
