"""When each step of a trial really began and was lifted, and what that instant was counted from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from chaoslab.experiment.method.step import Step
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

Edge = Literal["start", "lift"]


@dataclass(frozen=True, slots=True)
class StepInstant:
    """One edge of one step. `at` is in seconds of the method, which begins when the steps' planned times do.

    `own` is the part of it that the lab decides: seconds since the condition that the step waited for, since the other
    step that it follows, or since the method began. `waited_for` names the condition, if there was one.
    """

    step: int
    fault: str
    edge: Edge
    at: float
    own: float
    waited_for: str = ""


def step_instants(plan: TrialPlan, timeline: Timeline) -> tuple[StepInstant, ...]:
    """Every edge that happened, in the order of the steps; a step that was never injected has none."""
    return tuple(_instants(plan, _Happened(timeline)))


class _Happened:
    """The times of injections, lifts and conditions, by step; lab clock."""

    def __init__(self, timeline: Timeline) -> None:
        steadied = timeline.first(EventName.TRIAL_STEADIED)
        self.zero = timeline.zero + (float(steadied.data.get("shift", 0.0)) if steadied else 0.0)
        self.steady = steadied.at if steadied else self.zero
        self.edges: dict[Edge, dict[int, float]] = {
            "start": {_step(event): event.at for event in timeline.named(EventName.FAULT_INJECTED)},
            "lift": {_step(event): event.at for event in timeline.named(EventName.FAULT_LIFTED)},
        }
        self.known = {
            (_step(event), str(event.data.get("edge"))): float(event.data.get("known_at", event.at))
            for event in timeline.named(EventName.CONDITION_MET)
        }


def _instants(plan: TrialPlan, happened: _Happened) -> Iterator[StepInstant]:
    edges: tuple[tuple[Edge, str], ...] = (("start", "when"), ("lift", "until"))
    for index, step in enumerate(plan.steps):
        for edge, waits in edges:
            at = happened.edges[edge].get(index)
            if at is None:
                continue
            known = happened.known.get((index, edge))
            waited = str(getattr(step, waits)) if known is not None else ""
            since = known if known is not None else _counted_from(index, step, edge, happened)
            yield StepInstant(index, step.fault, edge, at - happened.zero, at - since, waited)


def _counted_from(index: int, step: Step, edge: Edge, happened: _Happened) -> float:
    """What the lab counted an edge from that waited for no condition."""
    if edge == "lift":
        fixed = step.at is not None and not step.when
        return happened.zero if fixed else happened.edges["start"].get(index, happened.zero)
    if step.at is not None:
        return happened.zero
    if step.after is None:
        return happened.steady
    return happened.edges[step.after.of].get(step.after.step, happened.zero)


def _step(event: Event) -> int:
    return int(event.data.get("step", -1))
