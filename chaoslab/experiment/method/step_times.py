"""When the steps of a plan can be on, as far as that is known before the trial."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import inf

from chaoslab.experiment.method.step import Step

STEADY_FROM, STEADY_UNTIL = 2.0, 20.0  # seconds between which a trial becomes steady, or not at all


@dataclass(frozen=True, slots=True)
class Range:
    """An instant that lies between two; seconds of the trial as planned."""

    low: float
    high: float

    @property
    def known(self) -> bool:
        """Whether both are the same."""
        return self.low == self.high

    def later(self, least: float, most: float) -> "Range":
        """This many seconds later, rounded to a microsecond so that 0.05 + 0.1 is 0.15."""
        return Range(round(self.low + least, 6), round(self.high + most, 6))


@dataclass(frozen=True, slots=True)
class StepTimes:
    """When a step begins, and when it is lifted."""

    start: Range
    lift: Range


def step_times(steps: Sequence[Step]) -> tuple[StepTimes, ...]:
    """One for each step; `after` must not form a circle."""
    known: dict[int, StepTimes] = {}
    return tuple(_times(index, steps, known) for index in range(len(steps)))


def comes_after(steps: Sequence[Step], late: int, early: int) -> bool:
    """Whether step `late` begins only once `early` has been lifted, by following each `after`."""
    after = steps[late].after
    if after is None:
        return False
    return (after.step == early and after.of == "lift") or comes_after(steps, after.step, early)


def may_overlap(steps: Sequence[Step], first: int, second: int, *, for_good: Container[int] = ()) -> bool:
    """Whether two steps can be on at the same time; those `for_good` are never over."""
    for late, early in ((first, second), (second, first)):
        if early not in for_good and comes_after(steps, late, early):
            return False
    starts = [_times(index, steps, {}).start.low for index in (first, second)]
    ends = [inf if index in for_good else _times(index, steps, {}).lift.high for index in (first, second)]
    return starts[0] < ends[1] and starts[1] < ends[0]


def _times(index: int, steps: Sequence[Step], known: dict[int, StepTimes]) -> StepTimes:
    if index not in known:
        step = steps[index]
        start = _base(step, steps, known).later(0, step.within if step.when else 0)
        known[index] = StepTimes(start, start.later(0 if step.until else step.lasting, step.lasting))
    return known[index]


def _base(step: Step, steps: Sequence[Step], known: dict[int, StepTimes]) -> Range:
    """What the step counts from."""
    if step.at is not None:
        return Range(step.at, step.at)
    if step.after is not None:
        other = _times(step.after.step, steps, known)
        return (other.start if step.after.of == "start" else other.lift).later(step.after.plus, step.after.plus)
    fixed = [timed.at for timed in steps if timed.at is not None]
    return Range(STEADY_FROM, max(min(fixed, default=STEADY_UNTIL), STEADY_FROM))
