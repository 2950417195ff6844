"""What a well-formed experiment may still get wrong: limits that no value can meet, faults that undo each other."""

from collections.abc import Iterator

from chaoslab import probes
from chaoslab.evidence.picture.disturbance import STEADY_FOR
from chaoslab.experiment.checks.method import method_problems
from chaoslab.experiment.checks.rig import legs_of, rig_problems
from chaoslab.experiment.model import ExperimentBase, Limits, gate_limits

Place = tuple[str | int, ...]
Problem = tuple[Place, str]  # where in the file, and what is wrong there
_EPSILON = 1e-9  # by which a value may miss a limit when it is judged


def first_problem(experiment: ExperimentBase) -> Problem | None:
    """The first thing that makes no sense; None when everything does."""
    return next(_problems(experiment), None)


def _problems(experiment: ExperimentBase) -> Iterator[Problem]:
    gate = experiment.steady_state
    broken = next((index for index, step in enumerate(experiment.method) if step.before_the_page), None)
    if gate is not None and broken is not None:
        yield ("steady-state",), f"can never hold: step {broken + 1} (at: 0) is in place before the page; leave it out"
    for name, limits in () if gate is None else sorted(gate_limits(gate)):
        yield from unmeetable(("steady-state", name), limits)
    named: set[str] = set()
    for index, item in enumerate(experiment.expect):
        place, subject = ("expect", index, item.key), probes.probe(item.key)
        yield from unmeetable(place, item.chosen)
        if subject.needs_fault and not experiment.method:
            yield place, "can never hold: it measures what follows a fault; add a step to `method`, or leave it out"
        if subject.needs_before and broken is not None:
            why = f"it needs playback before the first fault, and step {broken + 1} is at: 0"
            yield place, f"can never hold: {why}; leave it out"
        if item.key in named:
            yield place, "is expected twice; put both limits into one"
        named.add(item.key)
    if experiment.watch < STEADY_FOR and any(probes.probe(name).needs_time for name in named):
        short = f"{experiment.watch:g} s is too short to see whether it recovered; {STEADY_FOR:g} or more are needed"
        yield ("watch",), short
    yield from method_problems(experiment.method, experiment.watch)
    yield from rig_problems(experiment.method, legs_of(server=True, redis=experiment.rig.redis))


def unmeetable(place: Place, limits: Limits | bool) -> Iterator[Problem]:
    """Why no value of the probe, whose name ends the place, can meet the limits."""
    name = str(place[-1])
    subject = probes.probe(name)
    if place[0] == "steady-state" and subject.needs_fault:
        yield place, "can never hold: it measures what follows a fault, and none comes before; leave it out"
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


def _equals_nothing(place: Place, limits: Limits, *, signed: bool) -> Iterator[Problem]:
    """Why no value can be what `equals` says, within its tolerance."""
    declared = limits.equals
    if declared is None or isinstance(declared, bool):
        return
    for value in declared if isinstance(declared, list) else [declared]:
        slack = limits.within or abs(value) * (limits.within_percent or 0) / 100
        equals = f"equals {value:g}{f' ± {slack:g}' if slack else ''}"
        if value + slack < -_EPSILON and not signed:
            yield place, f"{equals} is never met: no value is below 0"
        if limits.at_least is not None and value + slack < limits.at_least - _EPSILON:
            yield place, f"{equals} is less than at_least {limits.at_least:g}: no value is both"
        if limits.at_most is not None and value - slack > limits.at_most + _EPSILON:
            yield place, f"{equals} is more than at_most {limits.at_most:g}: no value is both"


def _misfit(subject: probes.Probe, limits: Limits) -> str | None:
    """Why the limits do not fit this probe; None when they do."""
    takes = subject.value_wanted
    kinds = {"number": (int, float), "list": (list,), "yes_no": (bool,)}[subject.shape]
    value = limits.equals
    fits = value is None or (isinstance(value, kinds) and (subject.shape == "yes_no" or not isinstance(value, bool)))
    limited = limits.at_least is not None or limits.at_most is not None
    if not fits:
        return f"equals takes {takes}, got {value!r}"
    if limited and subject.shape != "number":
        return f"takes equals with {takes}, not a limit"
    counted = subject.shape == "number" and not subject.unit and not (limits.within or limits.within_percent)
    if counted and isinstance(value, float) and value % 1:
        return f"equals takes a whole number, got {value:g}"
    return None
