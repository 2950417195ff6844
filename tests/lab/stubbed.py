"""Runs experiments in which each one's own fault does nothing when it is injected, all in one run."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import pytest

from chaoslab import faults
from chaoslab.faults import Fault
from chaoslab.journal.timeline_file import read_timeline
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.run.run import Run
from chaoslab.timeline.events import Event
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

Act = Callable[[Fault, World], Awaitable[None]]
_STUBBED: ContextVar[str] = ContextVar("stubbed", default="")  # of the trial that the running task carries out


@dataclass(frozen=True)
class Stubbed:
    """A trial in which its own fault did nothing."""

    plan: TrialPlan
    verdict: Verdict
    timeline: Timeline

    @property
    def healthy(self) -> bool:
        """Whether nothing at all happened in it."""
        steps_of_others = [step for step in self.plan.steps if step.fault != own_fault(self.plan)]
        return self.verdict.outcome is Outcome.NOT_INJECTED and not steps_of_others


def own_fault(plan: TrialPlan) -> str:
    """The fault that an experiment of `experiments/faults` shows: its file's name with underlines."""
    return Path(plan.experiment).stem.replace("-", "_")


class Stubber:
    """Follows a run, and says before each trial whose injector does nothing in it."""

    def began(self, plan: TrialPlan) -> None:
        _STUBBED.set(own_fault(plan))

    def saw(self, plan: TrialPlan, event: Event) -> None:
        pass

    def ended(self, plan: TrialPlan, verdict: Verdict) -> None:
        pass

    def again(self, plan: TrialPlan, verdict: Verdict) -> None:
        pass


@contextmanager
def injectors_stubbed() -> Iterator[set[str]]:
    """Every fault does nothing in the trial that shows it, and is itself in all others; gives those not injected."""
    spared: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for name in faults.names():
            kind = faults.fault_class(name)
            patch.setattr(kind, "inject", _unless_stubbed(name, kind.inject, spared))
            patch.setattr(kind, "lift", _unless_stubbed(name, kind.lift, spared))
        yield spared


def _unless_stubbed(name: str, act: Act, spared: set[str]) -> Act:
    async def perhaps(self: Fault, world: World) -> None:
        if _STUBBED.get() == name:
            spared.add(name)
        else:
            await act(self, world)

    return perhaps


async def carry_out(plans: Sequence[TrialPlan], folder: Path, lanes: int) -> dict[str, Stubbed]:
    """Run plans so; what became of each by fault."""
    folder.mkdir()
    run = Run(folder, plans, ["chaoslab", "run"], Stubber())
    await run.carry_out(lanes)
    return {own_fault(plan): Stubbed(plan, run.verdicts[plan.id], _last_timeline(folder, plan)) for plan in plans}


def _last_timeline(folder: Path, plan: TrialPlan) -> Timeline:
    """Of the last try."""
    tries = sorted(folder.glob(f"trials/{plan.id}/")) + sorted(folder.glob(f"trials/{plan.id}~*/"))
    return read_timeline(tries[-1] / "timeline.jsonl")
