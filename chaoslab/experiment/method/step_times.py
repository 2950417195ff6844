"""When the steps of a plan can be on, as far as that is known before the trial."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    """One for each step. Raises ValueError where `after` forms a circle."""
    steady, known = _steady(steps), dict[int, StepTimes]()
    for index in range(len(steps)):
        way = [index]  # what it counts from, one from the other; a loop, as such a chain may have thousands of steps
        while way:
            step = steps[way[-1]]
            if step.at is None and step.after is not None and step.after.step not in known:
                way.append(step.after.step)
                if len(way) > len(steps):
                    raise ValueError(f"step {index + 1} counts from itself")
            else:
                known[way.pop()] = _times(step, steady, known)
    return tuple(known[index] for index in range(len(steps)))


def _times(step: Step, steady: Range, known: Mapping[int, StepTimes]) -> StepTimes:
    start = _base(step, steady, known).later(0, step.within if step.when else 0)
    return StepTimes(start, start.later(0 if step.until else step.lasting, step.lasting))


def _base(step: Step, steady: Range, known: Mapping[int, StepTimes]) -> Range:
    """What the step counts from."""
    if step.at is not None:
        return Range(step.at, step.at)
    if step.after is not None:
        other = known[step.after.step]
        return (other.start if step.after.of == "start" else other.lift).later(step.after.plus, step.after.plus)
    return steady


def _steady(steps: Sequence[Step]) -> Range:
    """When the trial becomes steady; no step with a time of its own waits for that."""
    fixed = [step.at for step in steps if step.at is not None]
    return Range(STEADY_FROM, max(min(fixed, default=STEADY_UNTIL), STEADY_FROM))
