"""No trial passes whose fault did nothing: each injector is stubbed in turn, in the experiment that shows its fault."""

import asyncio
from collections.abc import Iterator

import pytest

from chaoslab import faults
from chaoslab.experiment.method.step import Step
from chaoslab.judge.verdict import Outcome
from chaoslab.plan.make import Choices, read_plans
from chaoslab.plan.model import TrialPlan
from chaoslab.setup.places import ROOT
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection
from chaoslab.timeline.timeline import Timeline
from tests.lab.stubbed import Stubbed, carry_out, injectors_stubbed, own_fault

pytestmark = [pytest.mark.lab, pytest.mark.timeout(1800)]
LANES = 3
WATCH = 1.0  # seconds; witnesses look at the time of the fault, and the player's recovery is nobody's question here
TRIES = 3  # of a trial that the machine was too busy for
TIMELINES = 6  # of healthy trials that each witness is shown
INSTANTS = 0.7  # seconds between two made injections


@pytest.fixture(scope="module")
def stubbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stubbed]:
    """What became of each fault's own experiment, in which its injector did nothing."""
    folder = tmp_path_factory.mktemp("stubbed")
    left = {own_fault(plan): shortened(plan) for plan in read_plans([ROOT / "experiments/faults"], Choices())}
    found: dict[str, Stubbed] = {}
    with injectors_stubbed() as spared:
        for turn in range(TRIES):
            found |= asyncio.run(carry_out(tuple(left.values()), folder / str(turn), LANES))
            left = {name: plan for name, plan in left.items() if found[name].verdict.outcome is Outcome.INVALID}
            if not left:
                break
    assert spared == set(found), {name: one.verdict.reasons for name, one in found.items() if name not in spared}
    return found


def shortened(plan: TrialPlan) -> TrialPlan:
    """The part of a trial in which its fault could be witnessed."""
    return plan.model_copy(update={"watch": min(plan.watch, WATCH)})


@pytest.mark.parametrize("name", faults.names())
def test_a_fault_whose_injector_does_nothing_is_not_injected(stubbed: dict[str, Stubbed], name: str) -> None:
    verdict = stubbed[name].verdict
    (receipt, *_) = [one for one in verdict.receipts if one.fault == name]
    assert not receipt.witnessed, f"{receipt.witness} saw what did not happen: {receipt.detail}"
    assert verdict.outcome is Outcome.NOT_INJECTED, verdict.reasons


@pytest.mark.parametrize("name", faults.names())
def test_no_witness_sees_its_fault_where_nothing_happened(stubbed: dict[str, Stubbed], name: str) -> None:
    step = next(step for step in stubbed[name].plan.steps if step.fault == name)
    settings = faults.fault_class(name).model_validate(step.settings)
    healthy = [one for other, one in sorted(stubbed.items()) if one.healthy and other != name]
    assert healthy
    for one in healthy[:: max(len(healthy) // TIMELINES, 1)]:
        made = tuple(injections(one.timeline, step))
        assert made, f"{one.plan.id} was steady for too short a time"
        for injection in made:
            seen = settings.witness(one.timeline, injection)
            at = one.timeline.since_zero(injection.sent_at)
            assert seen is None, f"at {at:.1f} s of {one.plan.id}: {seen.detail}"


def injections(timeline: Timeline, step: Step) -> Iterator[Injection]:
    """Made ones that last as long as the step, or to the end, at instants from the steady state on."""
    steadied = timeline.first(EventName.TRIAL_STEADIED)
    at = timeline.zero if steadied is None else steadied.at
    while at < timeline.end - INSTANTS:
        yield Injection(0, at, at, min(at + step.lasting, timeline.end))
        at += INSTANTS
