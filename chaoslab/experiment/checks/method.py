"""What a well-formed method may still get wrong: names that lead nowhere, faults that undo each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from chaoslab.experiment.method.after import read_after
from chaoslab.experiment.method.from_file import counts_from, first_named, steps_in_file
from chaoslab.experiment.method.overlaps import Overlaps
from chaoslab.experiment.method.step_times import step_times
from chaoslab.files.nearest import unknown_among
from chaoslab.legs.page_routes import leg_of

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
_LONGEST = 86_400.0  # seconds; a trial of a day
_SHOWN = 8  # steps of a circle in a message
_WHOLE = ("the origin", "the publisher")  # named instead of the parts that are held with it


def method_problems(method: Sequence[Any], watch: float) -> Iterator[Problem]:
    """Everything that makes no sense, in the order in which to fix it; looked for only as far as it is asked for."""
    lost = False
    for problem in chain(_names(method), _circles(method)):
        lost = True
        yield problem
    if lost:
        return
    yield from _contradictions(method)
    longest = max((times.lift.high for times in step_times(steps_in_file(method))), default=0.0) + watch
    if longest > _LONGEST:
        yield ("method",), f"may last {longest:g} s in all; a trial may last {_LONGEST:g} s, a day, at most"


def _names(method: Sequence[Any]) -> Iterator[Problem]:
    named = first_named(method)
    for index, step in enumerate(method):
        if step.name and named[step.name] != index:
            yield ("method", index, "name"), f"{step.name!r} is already the name of step {named[step.name] + 1}"
        after = read_after(step.after) if step.after else None
        if after and after.name not in named:
            known = unknown_among(after.name, tuple(named)) if named else "; give one a `name`"
            yield ("method", index, "after"), f"no step is named {after.name!r}{known}"


def _circles(method: Sequence[Any]) -> Iterator[Problem]:
    named = first_named(method)
    led: set[int] = set()  # steps that do not lead into a circle, or that have been told
    for index in range(len(method)):
        way: dict[int, None] = {}
        step: int | None = index
        while step is not None and step not in way and step not in led:
            way[step] = None
            step = counts_from(step, method, named)
        if step is not None and step in way:
            steps = list(way)
            circle = steps[steps.index(step) :]
            first = circle.index(min(circle))
            around = [*circle[first:], *circle[: first + 1]]
            names = [method[i].name or f"step {i + 1}" for i in around]
            shown = names if len(names) <= _SHOWN else [*names[: _SHOWN - 2], "…", names[-1]]
            yield ("method", around[0], "after"), f"leads back to itself ({' → '.join(shown)}): one of them needs `at`"
            return
        led.update(way)


@dataclass(frozen=True, slots=True)
class _Held:
    """What one step's fault keeps others from."""

    key: str
    holds: frozenset[str]
    reached: frozenset[str]  # what it holds, and the leg that carries all requests for its path
    alone: bool
    timed: bool  # its times are known in advance

    @classmethod
    def of(cls, step: Any) -> "_Held":
        fault = step.fault.chosen
        timed = step.at is not None and not step.when and not step.until
        return cls(step.fault.key, fault.holds(), _reached(fault), fault.alone, timed)


def _contradictions(method: Sequence[Any]) -> Iterator[Problem]:
    # A fault that no lift undoes, but that leaves room for others, is over as soon as it has happened.
    lasts = (step.fault.chosen.for_good and step.fault.chosen.alone for step in method)
    for_good = frozenset(index for index, ever in enumerate(lasts) if ever)
    held = [_Held.of(step) for step in method]
    overlaps = Overlaps(steps_in_file(method), for_good=for_good)
    # Of each thing that several steps reach, the first two in conflict: thousands may be.
    pairs = (next(overlaps.pairs(rivals, matters), None) for rivals, matters in _rivals(held))
    for first, second in sorted({pair for pair in pairs if pair}):
        verb = "overlaps" if held[first].timed and held[second].timed else "may overlap"
        why = _contradiction(held[first], held[second])
        yield ("method", second), f"{verb} step {first + 1}, {why}: let one end first"


def _rivals(held: Sequence[_Held]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Steps that must not be on together with those of them that matter, for each thing that they could fight over."""
    same, reaching = defaultdict[tuple[str, str], list[int]](list), defaultdict[str, list[int]](list)
    for index, one in enumerate(held):
        if not (one.alone and one.holds):  # otherwise all that reaches what it holds is a rival
            for thing in one.holds or {""}:
                same[one.key, thing].append(index)
        for thing in one.reached:
            reaching[thing].append(index)
    yield from ((rivals, rivals) for rivals in same.values())
    yield from ((rivals, [index for index in rivals if held[index].alone]) for rivals in reaching.values())


def _contradiction(one: _Held, other: _Held) -> str:
    """Why two rivals cannot be on at the same time."""
    shared = one.holds & other.holds
    if one.key == other.key and (shared or not (one.holds or other.holds)):
        return f"the same fault{_on(min(shared, default=''))}"
    reached = one.reached & other.reached
    key = one.key if one.alone else other.key
    thing = next((whole for whole in _WHOLE if whole in reached), min(reached))
    return f"{one.key}: while {key} is on, nothing else can affect {thing}"


def _reached(fault: Any) -> frozenset[str]:
    """What a fault holds, and the leg that carries all requests for its path."""
    held: frozenset[str] = fault.holds()
    leg = leg_of(fault.path) if getattr(fault, "path", None) else "page"
    return held if leg == "page" else held | {f"the {leg} leg"}


def _on(thing: str) -> str:
    if thing.endswith(" leg"):
        return " on the same leg"
    return f" on {thing}" if thing else ""
