"""A plan's steps drawn in characters over the seconds of its trial; what is not known before is drawn as such."""

from collections.abc import Iterator

from chaoslab.experiment.method.step_times import StepTimes, step_times
from chaoslab.plan.model import TrialPlan

_WIDTH = 60  # characters
_LABEL = 18
_ON, _MAYBE, _OFF = "█", "░", "·"


def drawn_line(plan: TrialPlan) -> Iterator[str]:
    """A line a step, one with the seconds, and a legend where it needs one."""
    scale = _WIDTH / plan.length
    found = step_times(plan.steps)
    for step, times in zip(plan.steps, found, strict=True):
        yield f"  {step.fault:<{_LABEL}}{_bar(times, scale)}"
    yield f"  {'seconds':<{_LABEL}}{_marks(plan, found, scale)}"
    if not plan.length_known:
        yield f"  {'':<{_LABEL}}{_ON} on  {_MAYBE} on for some of this time: it waits for what happens in the trial"


def _bar(times: StepTimes, scale: float) -> str:
    def cell(at: float) -> int:
        return round(at * scale)

    start, end = cell(times.start.low), max(cell(times.lift.high), cell(times.start.low) + 1)
    bar = [_OFF] * start + [_MAYBE] * (end - start) + [_OFF] * (_WIDTH - end)
    sure = range(cell(times.start.high), max(cell(times.lift.low), cell(times.start.high) + times.start.known))
    for index in sure:
        bar[index] = _ON
    return "".join(bar[:_WIDTH])


def _marks(plan: TrialPlan, found: tuple[StepTimes, ...], scale: float) -> str:
    """The instants that are known, as far as there is room; the end before what lies near it."""
    known = {one.low for times in found for one in (times.start, times.lift) if one.known}
    line = [" "] * (_WIDTH + 12)
    for mark in (0.0, plan.length, *sorted(known - {0.0, plan.length})):
        text, at = f"{mark:g} s", round(mark * scale)
        if all(character == " " for character in line[max(at - 1, 0) : at + len(text) + 1]):
            line[at : at + len(text)] = text
    return "".join(line).rstrip()
