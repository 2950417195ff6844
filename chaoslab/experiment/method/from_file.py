"""The steps of a plan, made from the method of an experiment, in the order in which they can first begin."""

from collections.abc import Mapping, Sequence
from typing import Any

from chaoslab.experiment.method.after import read_after
from chaoslab.experiment.method.step import After, Step
from chaoslab.experiment.method.step_times import step_times


def method_steps(method: Sequence[Any]) -> tuple[Step, ...]:
    """Steps as a plan holds them; the names in their `after` must be known and must not form a circle."""
    steps = steps_in_file(method)
    starts = [times.start.low for times in step_times(steps)]
    order = sorted(range(len(steps)), key=lambda index: starts[index])
    places = {index: place for place, index in enumerate(order)}
    return tuple(_renumbered(steps[index], places) for index in order)


def steps_in_file(method: Sequence[Any]) -> tuple[Step, ...]:
    """The same, in the order of the file."""
    named = first_named(method)
    return tuple(_step(index, method, named) for index in range(len(method)))


def first_named(method: Sequence[Any]) -> dict[str, int]:
    """Index of the first step with each name."""
    named: dict[str, int] = {}
    for index, step in enumerate(method):
        if step.name:
            named.setdefault(step.name, index)
    return named


def counts_from(index: int, method: Sequence[Any], named: Mapping[str, int]) -> int | None:
    """Index of the step that a step's times count from; None when it counts from none, or from one that is not there.

    A condition without `at` or `after` is waited for from the start of the step before.
    """
    step = method[index]
    if step.after is not None:
        after = read_after(step.after)
        return named.get(after.name) if after else None
    return index - 1 if step.at is None and index else None


def _step(index: int, method: Sequence[Any], named: Mapping[str, int]) -> Step:
    step = method[index]
    return Step(
        at=step.at,
        lasting=step.at_most if step.lasting is None else step.lasting,
        fault=step.fault.key,
        settings=step.fault.chosen.model_dump(),
        name=step.name or "",
        after=_after(index, method, named),
        when=step.when or "",
        within=step.within or 0.0,
        until=step.until or "",
    )


def _after(index: int, method: Sequence[Any], named: Mapping[str, int]) -> After | None:
    words, earlier = method[index].after, counts_from(index, method, named)
    if earlier is None:
        return None
    after = read_after(words) if words is not None else None
    return After(step=earlier, of=after.of, plus=after.plus) if after else After(step=earlier, of="start")


def _renumbered(step: Step, places: Mapping[int, int]) -> Step:
    if step.after is None:
        return step
    return step.model_copy(update={"after": step.after.model_copy(update={"step": places[step.after.step]})})
