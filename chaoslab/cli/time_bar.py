"""A plan's steps drawn in characters over the seconds of its trial; times not known in advance are drawn as such."""

from collections.abc import Iterator

from chaoslab.experiment.method.step_times import StepTimes, step_times
from chaoslab.plan.model import TrialPlan

_WIDTH = 60  # characters
_LABEL = 18
_ON, _MAYBE, _OFF = "█", "░", "·"


def drawn_line(plan: TrialPlan) -> Iterator[str]:
    """A line a step, one with the seconds, and a legend where it needs one."""
    scale = _WIDTH / plan.length
    planned = step_times(plan.steps)
    for step, times in zip(plan.steps, planned, strict=True):
        yield f"  {step.fault:<{_LABEL}}{_bar(times, scale)}"
    yield f"  {'seconds':<{_LABEL}}{_marks(plan, planned, scale)}"
    if not plan.length_known:
        yield f"  {'':<{_LABEL}}{_ON} on  {_MAYBE} on for part of this time: it waits for what happens in the trial"


def _bar(times: StepTimes, scale: float) -> str:
    def column(at: float) -> int:
        return round(at * scale)

    start, end = column(times.start.low), max(column(times.lift.high), column(times.start.low) + 1)
    bar = [_OFF] * start + [_MAYBE] * (end - start) + [_OFF] * (_WIDTH - end)
    sure = range(column(times.start.high), max(column(times.lift.low), column(times.start.high) + times.start.known))
    for index in sure:
        bar[index] = _ON
    return "".join(bar[:_WIDTH])


def _marks(plan: TrialPlan, planned: tuple[StepTimes, ...], scale: float) -> str:
    """The known instants, as far as there is room; the trial's end takes precedence over those near it."""
    known = {instant.low for times in planned for instant in (times.start, times.lift) if instant.known}
    line = [" "] * (_WIDTH + 12)
    for mark in (0.0, plan.length, *sorted(known - {0.0, plan.length})):
        text, at = f"{mark:g} s", round(mark * scale)
        if all(character == " " for character in line[max(at - 1, 0) : at + len(text) + 1]):
            line[at : at + len(text)] = text
    return "".join(line).rstrip()
