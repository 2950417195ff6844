"""When a step begins and ends, in words."""

from collections.abc import Sequence

from chaoslab.conditions import condition
from chaoslab.experiment.method.step import Step


def step_named(steps: Sequence[Step], index: int) -> str:
    """`step 2`, `step 2 (cut)`."""
    name = steps[index].name
    return f"step {index + 1}{f' ({name})' if name else ''}"


def start_in_words(steps: Sequence[Step], index: int) -> str:
    """`at 5 s`, `2 s after the end of step 1 (cut)`, `as soon as … (waited for from 5 s on, at most 20 s)`."""
    step = steps[index]
    if not step.when:
        return _at(_base(steps, step))
    return (
        f"as soon as {condition(step.when).words} (waited for from {_base(steps, step)} on, at most {step.within:g} s)"
    )


def end_in_words(step: Step) -> str:
    """`after 20 s`, `as soon as …, after 20 s at the latest`."""
    if not step.until:
        return f"after {step.lasting:g} s"
    return f"as soon as {condition(step.until).words}, after {step.lasting:g} s at the latest"


def missed_in_words(name: str, within: float) -> str:
    """Why a step whose condition was not met was not injected."""
    return f"never injected: the condition {name} ({condition(name).words}) was not met within {within:g} s"


def _base(steps: Sequence[Step], step: Step) -> str:
    """What it counts from."""
    if step.at is not None:
        return f"{step.at:g} s" if step.at else "the opening of the page"
    if step.after is None:
        return "the steady state"
    edge = f"the {'start' if step.after.of == 'start' else 'end'} of {step_named(steps, step.after.step)}"
    return f"{step.after.plus:g} s after {edge}" if step.after.plus else edge


def _at(base: str) -> str:
    if base == "the opening of the page":
        return "before the page is opened"
    return base if " s after " in base else f"at {base}"
