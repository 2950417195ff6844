"""Explains an experiment in words and as a drawn timeline; starts nothing."""

from collections.abc import Iterator

from chaoslab.cli.time_bar import drawn_line
from chaoslab.experiment.method.words import end_in_words, start_in_words
from chaoslab.faults import fault_class
from chaoslab.judge.tolerance import declared
from chaoslab.plan.model import TrialPlan
from chaoslab.probes import probe


def explain(plan: TrialPlan, trials: int) -> str:
    """What will happen when the experiment runs."""
    return "\n".join(_lines(plan, trials)) + "\n"


def _lines(plan: TrialPlan, trials: int) -> Iterator[str]:
    yield plan.title
    claims = f" · proves {', '.join(plan.claims)}" if plan.claims else ""
    length = f"{'' if plan.length_known else 'at most '}{plan.length:g} s"
    yield f"{plan.experiment}{claims} · {trials} trial{'s' if trials != 1 else ''} of {length}"
    yield ""
    yield from _drawn(plan, trials)
    yield f"The {plan.rig.player} player opens in {plan.rig.browser} and starts with {plan.rig.mode.upper()} (0 s)."
    yield from _gate(plan)
    yield from (_step(plan, index) for index in range(len(plan.steps)))
    yield f"{_watched(plan)} Then it must hold that"
    for expectation in plan.expect:
        subject = probe(expectation.probe)
        yield f"  · {expectation.probe} is {declared(expectation, subject.unit)}  ({subject.meaning})"
    for model in plan.models:
        yield f"  · the player follows the model {model.name}  ({model.title})"
    yield ""
    yield from drawn_line(plan)


def _drawn(plan: TrialPlan, trials: int) -> Iterator[str]:
    """What was drawn, if anything."""
    if plan.drawn:
        values = ", ".join(f"{name} = {value}" for name, value in plan.drawn.items())
        each = "; each further trial draws anew" if trials > 1 else ""
        yield f"Drawn from seed {plan.seed}{' for the first trial' if trials > 1 else ''}: {values}{each}."


def _watched(plan: TrialPlan) -> str:
    if plan.length_known:
        return f"Watched until {plan.length:g} s."
    return f"Watched for {plan.watch:g} s after the last fault began to lift, until {plan.length:g} s at the latest."


def _step(plan: TrialPlan, index: int) -> str:
    step = plan.steps[index]
    fault = fault_class(step.fault).model_validate(step.settings)
    start = start_in_words(plan.steps, index)
    fixed = step.at is not None and not step.when and not step.until
    lifted = f"at {(step.at or 0) + step.lasting:g} s" if fixed else end_in_words(step)
    until = "for good, as lifting it does nothing" if fault.for_good else f"lifted {lifted}"
    name = f", {step.name}" if step.name else ""
    return f"{start[0].upper()}{start[1:]} {fault.in_words()}; {until} ({step.fault}{name})."


def _gate(plan: TrialPlan) -> Iterator[str]:
    if plan.begins_broken:
        yield "There is no steady state to wait for: the trial begins with a fault."
        return
    gate = [f"{limits.probe} {declared(limits, probe(limits.probe).unit)}" for limits in plan.steady_state]
    steady = " and ".join(gate) or "at least one new picture a second"  # what `judge.unsteady` falls back on
    yield f"First, for 2 s within {plan.steady_within:g} s, {steady}; otherwise the trial is invalid, nothing broken."
