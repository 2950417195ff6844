"""When a fault took effect, on made timelines."""

import pytest

from chaoslab.faults._effect import effective_at, effects
from tests.made_timeline import ZERO, Made, healthy, outage


def test_the_first_receipt_counts() -> None:
    (effect,) = effects(outage().timeline())
    assert effect.at == pytest.approx(ZERO + 5.005)
    assert effect.uncertainty == 0.005


def test_a_fault_that_nobody_saw_took_no_effect() -> None:
    assert effects(healthy(20.0).fault(5.0, 9.0).timeline()) == ()


def test_what_is_read_from_the_flow_of_bytes_is_known_to_its_step() -> None:
    made = Made(30.0).shows(0.5, 5.5, latency=0.8).request(0.1, None, "/live/live/k.flv").flows(0.2, 5.0)
    (effect,) = effects(made.fault(5.0, 20.0, kind="timeout").timeline())
    assert effect.at >= ZERO + 5.0
    assert effect.uncertainty == 0.1


def test_of_several_faults_each_has_its_own() -> None:
    made = Made(40.0).shows(0.5, 40.0, latency=0.8).fault(5.0, 7.0).fault(20.0, 22.0, step=1)
    made.request(0.1, 5.1, "/live/live/k.flv", error="net::ERR_FAILED")
    made.request(8.0, 20.2, "/live/live/k.flv", error="net::ERR_FAILED")
    timeline = made.timeline()
    assert [first.step for first in effects(timeline)] == [0, 1]
    second = effective_at(timeline, ZERO + 20.0, ZERO + 40.0)
    assert second is not None
    assert second.at == pytest.approx(ZERO + 20.2)
