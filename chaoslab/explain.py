"""Explains an experiment in words and as a drawn line of time; starts nothing."""

from collections.abc import Iterator

from chaoslab.fault import fault_class
from chaoslab.plan import TrialPlan
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
    for step in plan.steps:
        words = fault_class(step.fault).model_validate(step.settings).in_words()
        yield f"At {step.at:g} s {words}; lifted at {step.lifted_at:g} s ({step.fault})."
    yield f"Watched until {plan.length:g} s. Then it must hold that"
    for one in plan.expect:
        subject = probe(one.probe)
        yield f"  · {one.probe} is {declared(one, subject.unit)}  ({subject.meaning})"
    yield ""
    yield from _drawn(plan)


def _gate(plan: TrialPlan) -> Iterator[str]:
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
