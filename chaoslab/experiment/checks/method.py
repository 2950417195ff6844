"""What a well-formed method may still get wrong: names that lead nowhere, faults that undo each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from chaoslab.experiment.method.after import read_after
from chaoslab.experiment.method.from_file import refers_to, steps_in_file
from chaoslab.experiment.method.step_times import may_overlap, step_times
from chaoslab.files.nearest import did_you_mean
from chaoslab.legs.page_routes import leg_of

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
_LONGEST = 86_400.0  # seconds; a trial of a day
_WHOLE = ("the origin", "the publisher")  # named instead of the parts that are held with it


def method_problems(method: Sequence[Any], watch: float) -> Iterator[Problem]:
    """Everything that makes no sense, in the order in which to fix it."""
    lost = [*_names(method), *_circles(method)]
    yield from lost
    if lost:
        return
    yield from _contradictions(method)
    longest = max((times.lift.high for times in step_times(steps_in_file(method))), default=0.0) + watch
    if longest > _LONGEST:
        yield ("method",), f"may last {longest:g} s in all; a trial may last {_LONGEST:g} s, a day, at most"


def _names(method: Sequence[Any]) -> Iterator[Problem]:
    names = [step.name for step in method if step.name]
    for index, step in enumerate(method):
        first = next(i for i, other in enumerate(method) if other.name == step.name)
        if step.name and first != index:
            yield ("method", index, "name"), f"{step.name!r} is already the name of step {first + 1}"
        after = read_after(step.after) if step.after else None
        if after and after.name not in names:
            known = f" (known: {', '.join(names)})" if names else "; give one a `name`"
            why = f"no step is named {after.name!r}{did_you_mean(after.name, names)}{known}"
            yield ("method", index, "after"), why


def _circles(method: Sequence[Any]) -> Iterator[Problem]:
    for index in range(len(method)):
        way = [index]
        while (step := _counts_from(way[-1], method)) is not None and step not in way:
            way.append(step)
        if step == index:
            circle = " → ".join(method[i].name or f"step {i + 1}" for i in [*way, index])
            yield ("method", index, "after"), f"leads back to itself ({circle}): one of them needs `at`"
            return


def _counts_from(index: int, method: Sequence[Any]) -> int | None:
    step = method[index]
    if step.after is not None:
        return refers_to(index, method)
    return index - 1 if step.at is None and index else None


def _contradictions(method: Sequence[Any]) -> Iterator[Problem]:
    steps = steps_in_file(method)
    # A fault that no lift undoes, but that leaves room for others, is over as soon as it has happened.
    lasts = (step.fault.chosen.for_good and step.fault.chosen.alone for step in method)
    for_good = frozenset(index for index, ever in enumerate(lasts) if ever)
    for first, second in combinations(range(len(method)), 2):
        why = _contradiction(method[first], method[second])
        if why and may_overlap(steps, first, second, for_good=for_good):
            certain = all(steps[i].at is not None and not steps[i].when and not steps[i].until for i in (first, second))
            overlaps = "overlaps" if certain else "may overlap"
            yield ("method", second), f"{overlaps} step {first + 1}, {why}: let one end first"


def _contradiction(step: Any, other_step: Any) -> str:
    """Why two faults cannot be on at the same time; empty when they can."""
    fault, other_fault = step.fault.chosen, other_step.fault.chosen
    shared = fault.holds() & other_fault.holds()
    if step.fault.key == other_step.fault.key and (shared or not (fault.holds() or other_fault.holds())):
        thing = next(iter(sorted(shared)), "")
        return f"the same fault{_on(thing)}"
    reached = _reached(fault) & _reached(other_fault)
    if reached and (fault.alone or other_fault.alone):
        key = step.fault.key if fault.alone else other_step.fault.key
        thing = next((whole for whole in _WHOLE if whole in reached), min(reached))
        return f"{step.fault.key}: while {key} is on, nothing else can affect {thing}"
    return ""


def _reached(fault: Any) -> frozenset[str]:
    """What a fault holds, and the leg that carries all requests for its path."""
    held: frozenset[str] = fault.holds()
    leg = leg_of(fault.path) if getattr(fault, "path", None) else "page"
    return held if leg == "page" else held | {f"the {leg} leg"}


def _on(thing: str) -> str:
    if thing.endswith(" leg"):
        return " on the same leg"
    return f" on {thing}" if thing else ""
