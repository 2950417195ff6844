"""What a well-formed experiment may still get wrong: conditions that no value meets, faults that undo each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chaoslab import probe
from chaoslab.disturbance import STEADY_FOR
from chaoslab.method_sense import method_problems
from chaoslab.rig_sense import legs_of, rig_problems

if TYPE_CHECKING:
    from chaoslab.experiment import Condition, ExperimentBase

Place = tuple[str | int, ...]
Problem = tuple[Place, str]  # where in the file, and what is wrong there
_NEEDS_TIME = {"recovered", "time_to_recover"}


def first_problem(found: "ExperimentBase") -> Problem | None:
    """The first thing that makes no sense; None where all does."""
    return next(_problems(found), None)


def value_wanted(subject: probe.Probe) -> str:
    """What `equals` takes for this probe, in words."""
    unit = f" in {subject.unit}" if subject.unit else ""
    return {"number": f"a number{unit}", "list": f"a list of numbers{unit}", "yes_no": "true or false"}[subject.shape]


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
        place = ("expect", index, item.key)
        yield from unmeetable(place, item.chosen)
        if item.key in expected:
            yield place, "is expected twice; put both conditions into one"
        expected.add(item.key)
    if expected & _NEEDS_TIME and found.watch < STEADY_FOR:
        short = f"{found.watch:g} s are too short to see whether it recovered; {STEADY_FOR:g} or more are needed"
        yield ("watch",), short
    yield from method_problems(found.method, found.watch)
    yield from rig_problems(found.method, (*legs_of(None, redis=found.rig.redis), "page"))


def unmeetable(place: Place, condition: "Condition | bool") -> Iterator[Problem]:
    """Why no value of the probe, whose name ends the place, meets a condition."""
    if isinstance(condition, bool):
        return
    subject = probe.probe(str(place[-1]))
    if misfit := _misfit(subject, condition):
        yield place, misfit
    low, high = condition.at_least, condition.at_most
    if low is not None and high is not None and low > high:
        yield place, f"at_least {low:g} is more than at_most {high:g}: no value is both"
    if high is not None and high < 0 and not subject.signed:
        yield place, f"at_most {high:g} is never met: no value is below 0"


def _misfit(subject: probe.Probe, condition: "Condition") -> str | None:
    """Why a condition cannot be one for this probe; None when it can."""
    wanted = value_wanted(subject)
    kinds = {"number": (int, float), "list": (list,), "yes_no": (bool,)}[subject.shape]
    value = condition.equals
    fits = value is None or (isinstance(value, kinds) and (subject.shape == "yes_no" or not isinstance(value, bool)))
    limited = condition.at_least is not None or condition.at_most is not None
    if not fits:
        return f"equals takes {wanted}, got {value!r}"
    if limited and subject.shape != "number":
        return f"takes equals with {wanted}, not a limit"
    counted = subject.shape == "number" and not subject.unit and not (condition.within or condition.within_percent)
    if counted and isinstance(value, float) and value % 1:
        return f"equals takes a whole number, got {value:g}"
    return None
