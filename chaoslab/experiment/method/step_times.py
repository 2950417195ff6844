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
        """Whether the two are one."""
        return self.low == self.high

    def later(self, least: float, most: float) -> "Range":
        """So many seconds later; to a microsecond, so that 0.05 + 0.1 is 0.15."""
        return Range(round(self.low + least, 6), round(self.high + most, 6))


@dataclass(frozen=True, slots=True)
class StepTimes:
    """When a step begins, and when it is lifted."""

    start: Range
    lift: Range


def step_times(steps: Sequence[Step]) -> tuple[StepTimes, ...]:
    """One for each step; `after` must not go in a circle."""
    found: dict[int, StepTimes] = {}
    return tuple(_times(index, steps, found) for index in range(len(steps)))


def comes_after(steps: Sequence[Step], one: int, other: int) -> bool:
    """Whether step `one` begins when `other` has been lifted, by what the steps say of each other."""
    after = steps[one].after
    if after is None:
        return False
    return (after.step == other and after.of == "lift") or comes_after(steps, after.step, other)


def may_overlap(steps: Sequence[Step], one: int, other: int, *, for_good: Container[int] = ()) -> bool:
    """Whether two steps can be on at the same time; those `for_good` are never over."""
    for late, early in ((one, other), (other, one)):
        if early not in for_good and comes_after(steps, late, early):
            return False
    starts = [_times(index, steps, {}).start.low for index in (one, other)]
    ends = [inf if index in for_good else _times(index, steps, {}).lift.high for index in (one, other)]
    return starts[0] < ends[1] and starts[1] < ends[0]


def _times(index: int, steps: Sequence[Step], found: dict[int, StepTimes]) -> StepTimes:
    if index not in found:
        step = steps[index]
        start = _base(step, steps, found).later(0, step.within if step.when else 0)
        found[index] = StepTimes(start, start.later(0 if step.until else step.lasting, step.lasting))
    return found[index]


def _base(step: Step, steps: Sequence[Step], found: dict[int, StepTimes]) -> Range:
    """What the step counts from."""
    if step.at is not None:
        return Range(step.at, step.at)
    if step.after is not None:
        other = _times(step.after.step, steps, found)
        return (other.start if step.after.of == "start" else other.lift).later(step.after.plus, step.after.plus)
    fixed = [one.at for one in steps if one.at is not None]
    return Range(STEADY_FROM, max(min(fixed, default=STEADY_UNTIL), STEADY_FROM))
