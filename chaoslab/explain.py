"""Explains an experiment in words and as a drawn line of time; starts nothing."""

from collections.abc import Iterator

from chaoslab.fault import fault_class
from chaoslab.plan import Step, TrialPlan
from chaoslab.probe import probe
from chaoslab.tolerance import declared

_WIDTH = 60  # characters of the drawn line


def explain(plan: TrialPlan, trials: int) -> str:
    """What will happen when the experiment runs."""
    return "\n".join(_lines(plan, trials)) + "\n"


def _lines(plan: TrialPlan, trials: int) -> Iterator[str]:
    yield plan.title
    claims = f" · proves {', '.join(plan.claims)}" if plan.claims else ""
    yield f"{plan.experiment}{claims} · {trials} trial{'s' if trials != 1 else ''} of {plan.length:g} s"
    yield ""
    yield f"The {plan.rig.player} player opens in {plan.rig.browser} and starts with {plan.rig.mode.upper()} (0 s)."
    yield from _gate(plan)
    yield from map(_step, plan.steps)
    yield f"Watched until {plan.length:g} s. Then it must hold that"
    for one in plan.expect:
        subject = probe(one.probe)
        yield f"  · {one.probe} is {declared(one, subject.unit)}  ({subject.meaning})"
    yield ""
    yield from _drawn(plan)


def _step(step: Step) -> str:
    fault = fault_class(step.fault).model_validate(step.settings)
    when = f"At {step.at:g} s" if step.at else "Before the page is opened"
    until = "for good, lifting it does nothing" if fault.for_good else f"lifted at {step.lifted_at:g} s"
    return f"{when} {fault.in_words()}; {until} ({step.fault})."


def _gate(plan: TrialPlan) -> Iterator[str]:
    if plan.begins_broken:
        yield "No steady state is waited for: the trial begins with a fault."
        return
    held = " and ".join(f"{one.probe} {declared(one, probe(one.probe).unit)}" for one in plan.steady_state)
    held = held or "at least one new picture a second"  # what `judge.unsteady` falls back on
    yield f"First, for 2 s, {held}; otherwise the trial is invalid and nothing is broken."


def _drawn(plan: TrialPlan) -> Iterator[str]:
    scale = _WIDTH / plan.length
    for step in plan.steps:
        start, end = round(step.at * scale), max(round(step.lifted_at * scale), round(step.at * scale) + 1)
        yield f"  {step.fault:<18}{'·' * start}{'█' * (end - start)}{'·' * (_WIDTH - end)}"
    marks = sorted({0.0, plan.length, *(step.at for step in plan.steps), *(step.lifted_at for step in plan.steps)})
    line = [" "] * (_WIDTH + 12)
    for mark in marks:
        text, at = f"{mark:g} s", round(mark * scale)
        if all(character == " " for character in line[max(at - 1, 0) : at + len(text)]):
            line[at : at + len(text)] = text
    yield f"  {'seconds':<18}{''.join(line).rstrip()}"
