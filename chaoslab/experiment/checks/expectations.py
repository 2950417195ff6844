"""What a well-formed experiment may still get wrong: limits that no value keeps, faults that undo each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chaoslab import probes
from chaoslab.evidence.picture.disturbance import STEADY_FOR
from chaoslab.experiment.checks.method import method_problems
from chaoslab.experiment.checks.rig import legs_of, rig_problems

if TYPE_CHECKING:
    from chaoslab.experiment.model import ExperimentBase, Limits

Place = tuple[str | int, ...]
Problem = tuple[Place, str]  # where in the file, and what is wrong there
_EPSILON = 1e-9  # by which a value may miss a limit when it is judged


def first_problem(found: "ExperimentBase") -> Problem | None:
    """The first thing that makes no sense; None where all does."""
    return next(_problems(found), None)


def _problems(found: "ExperimentBase") -> Iterator[Problem]:
    gate = found.steady_state
    steady = [] if gate is None else sorted(gate.model_fields_set)
    broken = next((index for index, step in enumerate(found.method) if step.before_the_page), None)
    if gate is not None and broken is not None:
        yield ("steady-state",), f"can never hold: step {broken + 1} (at: 0) is there before the page; leave it out"
    for name in steady:
        yield from unmeetable(("steady-state", name), getattr(gate, name))
    expected: set[str] = set()
    for index, item in enumerate(found.expect):
        place, subject = ("expect", index, item.key), probes.probe(item.key)
        yield from unmeetable(place, item.chosen)
        if subject.needs_fault and not found.method:
            yield place, "can never hold: it tells what follows a fault; add a step to `method`, or leave it out"
        if subject.needs_before and broken is not None:
            yield (
                place,
                f"can never hold: it needs play before the first fault, and step {broken + 1} is at: 0; leave it out",
            )
        if item.key in expected:
            yield place, "is expected twice; put both limits into one"
        expected.add(item.key)
    if found.watch < STEADY_FOR and any(probes.probe(name).needs_time for name in expected):
        short = f"{found.watch:g} s are too short to see whether it recovered; {STEADY_FOR:g} or more are needed"
        yield ("watch",), short
    yield from method_problems(found.method, found.watch)
    yield from rig_problems(found.method, legs_of(server=True, redis=found.rig.redis))


def unmeetable(place: Place, limits: "Limits | bool") -> Iterator[Problem]:
    """Why no value of the probe, whose name ends the place, keeps within the limits."""
    name = str(place[-1])
    subject = probes.probe(name)
    if place[0] == "steady-state" and subject.needs_fault:
        yield place, "can never hold: it tells what follows a fault, and none comes before; leave it out"
    if isinstance(limits, bool):
        return
    if misfit := _misfit(subject, limits):
        yield place, misfit
        return
    low, high = limits.at_least, limits.at_most
    if low is not None and high is not None and low > high:
        yield place, f"at_least {low:g} is more than at_most {high:g}: no value is both"
    if high is not None and high < 0 and not subject.signed:
        yield place, f"at_most {high:g} is never met: no value is below 0"
    yield from _equals_nothing(place, limits, signed=subject.signed)


def _equals_nothing(place: Place, limits: "Limits", *, signed: bool) -> Iterator[Problem]:
    """Why no value is what `equals` says, within its tolerance."""
    wanted = limits.equals
    if wanted is None or isinstance(wanted, bool):
        return
    for one in wanted if isinstance(wanted, list) else [wanted]:
        slack = limits.within or abs(one) * (limits.within_percent or 0) / 100
        told = f"equals {one:g}{f' ± {slack:g}' if slack else ''}"
        if one + slack < -_EPSILON and not signed:
            yield place, f"{told} is never met: no value is below 0"
        if limits.at_least is not None and one + slack < limits.at_least - _EPSILON:
            yield place, f"{told} is less than at_least {limits.at_least:g}: no value is both"
        if limits.at_most is not None and one - slack > limits.at_most + _EPSILON:
            yield place, f"{told} is more than at_most {limits.at_most:g}: no value is both"


def _misfit(subject: probes.Probe, limits: "Limits") -> str | None:
    """Why the limits cannot be this probe's; None when it can."""
    wanted = subject.value_wanted
    kinds = {"number": (int, float), "list": (list,), "yes_no": (bool,)}[subject.shape]
    value = limits.equals
    fits = value is None or (isinstance(value, kinds) and (subject.shape == "yes_no" or not isinstance(value, bool)))
    limited = limits.at_least is not None or limits.at_most is not None
    if not fits:
        return f"equals takes {wanted}, got {value!r}"
    if limited and subject.shape != "number":
        return f"takes equals with {wanted}, not a limit"
    counted = subject.shape == "number" and not subject.unit and not (limits.within or limits.within_percent)
    if counted and isinstance(value, float) and value % 1:
        return f"equals takes a whole number, got {value:g}"
    return None
