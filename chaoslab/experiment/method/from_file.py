"""The steps of a plan, made from the method of an experiment, in the order in which they can first begin."""

from collections.abc import Sequence
from typing import Any

from chaoslab.experiment.method.after import read_after
from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.step_times import step_times


def method_steps(method: Sequence[Any]) -> tuple[Step, ...]:
    """Steps as a plan holds them; the names in their `after` must be known and must not form a circle."""
    steps = steps_in_file(method)
    starts = [times.start.low for times in step_times(steps)]
    order = sorted(range(len(steps)), key=lambda index: starts[index])
    return tuple(_renumbered(steps[index], order) for index in order)


def steps_in_file(method: Sequence[Any]) -> tuple[Step, ...]:
    """The same, in the order of the file."""
    return tuple(_step(index, method) for index in range(len(method)))


def refers_to(index: int, method: Sequence[Any]) -> int | None:
    """Index of the step that a step's `after` names; None when there is no such step."""
    after = read_after(method[index].after) if method[index].after else None
    return next((i for i, other in enumerate(method) if after and other.name == after.name), None)


def _step(index: int, method: Sequence[Any]) -> Step:
    step = method[index]
    return Step(
        at=step.at,
        lasting=step.at_most if step.lasting is None else step.lasting,
        fault=step.fault.key,
        settings=step.fault.chosen.model_dump(),
        name=step.name or "",
        after=_after(index, method),
        when=step.when or "",
        within=step.within or 0.0,
        until=step.until or "",
    )


def _after(index: int, method: Sequence[Any]) -> After | None:
    step = method[index]
    if step.after is not None:
        words, earlier = read_after(step.after), refers_to(index, method)
        assert words is not None
        assert earlier is not None
        return After(step=earlier, of=words.of, plus=words.plus)
    # A condition without `at` or `after` is waited for from the start of the step before.
    return After(step=index - 1, of="start") if step.at is None and index else None


def _renumbered(step: Step, order: Sequence[int]) -> Step:
    if step.after is None:
        return step
    return step.model_copy(update={"after": step.after.model_copy(update={"step": order.index(step.after.step)})})
