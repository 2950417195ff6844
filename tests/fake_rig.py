"""A rig of which nothing runs: lanes that are counted, and trials that end as they are told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import chaoslab.run.run
from chaoslab.errors import FaultStuck
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.run.run import Run
from chaoslab.timeline.events import Event
from tests.judge.test_judge import plan

PASSED = Verdict(outcome=Outcome.PASSED, sentence="")


class Nobody:
    def began(self, plan: TrialPlan) -> None: ...
    def saw(self, plan: TrialPlan, event: Event) -> None: ...
    def ended(self, plan: TrialPlan, verdict: Verdict) -> None: ...
    def again(self, plan: TrialPlan, verdict: Verdict) -> None: ...


class FakeRig:
    """Lanes that count how often they are opened, and trials that end as they are told, one after another."""

    def __init__(self, *trials: Verdict | Exception | None, breaks_lane: bool = False) -> None:
        self.trials = list(trials)
        self.breaks_lane = breaks_lane
        self.opened = 0
        self.whole = True
        self.hanging = asyncio.Event()

    @asynccontextmanager
    async def open_lane(self, *_: str) -> AsyncIterator["FakeRig"]:
        self.opened += 1
        self.whole = True
        yield self

    async def run_trial(self, _plan: TrialPlan, _lane: "FakeRig", folder: Path, _follower: Any) -> Verdict:
        folder.mkdir(parents=True)
        told = self.trials.pop(0)
        try:
            if told is None:
                self.hanging.set()
                await asyncio.sleep(30)
        except asyncio.CancelledError:
            raise FaultStuck("proxy_down (step 1) could not be lifted") from None
        if isinstance(told, Exception):
            self.whole = not self.breaks_lane
            raise told
        assert told
        return told


def rigged(monkeypatch: pytest.MonkeyPatch, folder: Path, rig: FakeRig) -> Run:
    monkeypatch.setattr(chaoslab.run.run, "open_lane", rig.open_lane)
    monkeypatch.setattr(chaoslab.run.run, "run_trial", rig.run_trial)
    plans = [plan().model_copy(update={"id": f"t{index}"}) for index in range(len(rig.trials))]
    return Run(folder, plans, ["chaoslab"], Nobody())
