"""Which legs of a plan get a gate."""

from collections.abc import Mapping

from chaoslab.experiment.method.step import Step
from chaoslab.plan.model import TrialPlan
from chaoslab.rig.legs.gated_legs import gated_legs


def plan(*faults: tuple[str, Mapping[str, str]]) -> TrialPlan:
    steps = tuple(Step(at=4, lasting=1, fault=name, settings=dict(settings)) for name, settings in faults)
    return TrialPlan(id="x", experiment="x.yaml", title="x", steps=steps)


def test_only_legs_that_toxiproxy_alone_cannot_harm_so_are_gated() -> None:
    others = ("proxy_down", {"leg": "hls"}), ("stream_end", dict[str, str]())
    assert gated_legs(plan(("reset_connection", {"leg": "flv"}), *others)) == ("flv",)


def test_a_leg_that_several_steps_harm_so_has_one_gate() -> None:
    harms = (("connect_refused", {"leg": "api"}), ("close_connection", {"leg": "api"}), ("blackhole", {"leg": "hls"}))
    assert gated_legs(plan(*harms)) == ("api", "hls")


def test_a_plan_without_such_a_fault_has_no_gate() -> None:
    assert gated_legs(plan(("proxy_down", {"leg": "flv"}))) == ()
