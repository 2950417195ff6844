"""Every witness must cope with being asked right after the call was answered, when nothing was recorded since."""

import pytest

from chaoslab import faults
from chaoslab.plan.make import Choices, read_plans
from chaoslab.setup.places import ROOT
from chaoslab.timeline.injection import Injection
from tests.made_timeline import Made

PLANS = {plan.experiment: plan for plan in read_plans([ROOT / "experiments/faults"], Choices())}


@pytest.mark.parametrize("name", faults.names())
@pytest.mark.parametrize("later", [0.0, 0.01])
def test_it_has_seen_nothing_of_what_began_just_now(name: str, later: float) -> None:
    plan = next(plan for path, plan in PLANS.items() if path.endswith(f"/{name.replace('_', '-')}.yaml"))
    step = next(step for step in plan.steps if step.fault == name)
    made = Made(15).steadied().request(0.1, None, "/live/live/k.flv")
    timeline = made.shows(0.5, 15, latency=0.8, width=640, height=360).timeline()
    sent = timeline.end + later
    injection = Injection(0, sent, sent + 0.005, None)
    assert faults.fault_class(name).model_validate(step.settings).witness(timeline, injection) is None
