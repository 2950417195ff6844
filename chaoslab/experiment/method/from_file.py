"""The steps of a plan, made from the method of an experiment, in the order in which they can first begin."""

from collections.abc import Sequence
from typing import Any

from chaoslab.experiment.method.after import read_after
from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.step_times import step_times


def method_steps(method: Sequence[Any]) -> tuple[Step, ...]:
    """Steps as a plan holds them; their names must be known and lead in no circle."""
    steps = steps_in_file(method)
    starts = [times.start.low for times in step_times(steps)]
    order = sorted(range(len(steps)), key=lambda index: starts[index])
    return tuple(_renumbered(steps[index], order) for index in order)


def steps_in_file(method: Sequence[Any]) -> tuple[Step, ...]:
    """The same in the order of the file."""
    return tuple(_step(index, method) for index in range(len(method)))


def refers_to(index: int, method: Sequence[Any]) -> int | None:
    """Which step another one counts from by its name; None where it names none that there is."""
    after = read_after(method[index].after) if method[index].after else None
    return next((i for i, other in enumerate(method) if after and other.name == after.name), None)


def _step(index: int, method: Sequence[Any]) -> Step:
    one = method[index]
    return Step(
        at=one.at,
        lasting=one.at_most if one.lasting is None else one.lasting,
        fault=one.fault.key,
        settings=one.fault.chosen.model_dump(),
        name=one.name or "",
        after=_after(index, method),
        when=one.when or "",
        within=one.within or 0.0,
        until=one.until or "",
    )


def _after(index: int, method: Sequence[Any]) -> After | None:
    one = method[index]
    if one.after is not None:
        words, step = read_after(one.after), refers_to(index, method)
        assert words is not None
        assert step is not None
        return After(step=step, of=words.of, plus=words.plus)
    # A condition without any other word is waited for from the step before it on.
    return After(step=index - 1, of="start") if one.at is None and index else None


def _renumbered(step: Step, order: Sequence[int]) -> Step:
    if step.after is None:
        return step
    return step.model_copy(update={"after": step.after.model_copy(update={"step": order.index(step.after.step)})})
