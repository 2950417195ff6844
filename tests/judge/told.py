"""The sentence on a made timeline, for tests."""

from chaoslab.experiment.method.step import Step
from chaoslab.judge.sentence import sentence
from chaoslab.judge.verdict import Receipt
from chaoslab.plan.model import RigPlan, TrialPlan
from chaoslab.probes import Measurement, Value, measure_all
from tests.made_timeline import Made

FLV = "/live/live/k.flv"
LOST = "net::ERR_INCOMPLETE_CHUNKED_ENCODING"
CUT = Step(at=5, lasting=20, fault="proxy_down", settings={"leg": "flv"})
HIDE = Step(at=5, lasting=10, fault="tab_hide")


def plan(*steps: Step, mode: str = "flv") -> TrialPlan:
    return TrialPlan(id="t", experiment="t.yaml", title="t", steps=steps, rig=RigPlan.model_validate({"mode": mode}))


def says(made: Made, *steps: Step, witnessed: bool = True, **measured: Value) -> str:
    """The sentence with all that was measured, or with these values only."""
    timeline = made.timeline()
    measurements = {name: Measurement(name=name, value=value) for name, value in measured.items()}
    receipts = [receipt(n, step, witnessed) for n, step in enumerate(steps)]
    return sentence(plan(*steps), timeline, measurements or measure_all(timeline), receipts)


def receipt(number: int, step: Step, witnessed: bool) -> Receipt:
    return Receipt(
        step=number, fault=step.fault, witnessed=witnessed, witness="browser", detail="", injected_at=step.at
    )


def comes_back_on_flv(*, lost: float = 5.01, asked: float = 6.01, plays: float = 9.0) -> Made:
    """FLV is cut at 5 s for 3 s; its connection is lost, asked for again and plays at these seconds."""
    made = Made(35).steadied().shows(0.5, 5.1, latency=0.8).shows(plays, 35, latency=0.8).fault(5, 8)
    return made.request(0.1, lost, FLV, error=LOST).request(asked, None, FLV)
