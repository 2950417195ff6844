"""Trials that the machine or the browser spoilt are run again, on fewer lanes where the machine did."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

import chaoslab.run.run
from chaoslab.errors import NotReady
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.run.run import Run
from tests.fake_rig import PASSED, FakeRig, Nobody, rigged

BUSY = Verdict(outcome=Outcome.INVALID, sentence="", reasons=("the machine was too busy",), worth_another_try=True)
INVALID = Verdict(outcome=Outcome.INVALID, sentence="", reasons=("never steady",))


def rerun(monkeypatch: pytest.MonkeyPatch, folder: Path, rig: FakeRig, *, trials: int = 1) -> Run:
    one = rigged(monkeypatch, folder, rig)
    one.plans = one.plans[:trials]
    return one


async def test_a_trial_worth_another_try_is_run_again_and_the_last_try_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = rerun(monkeypatch, tmp_path, FakeRig(BUSY, BUSY, PASSED))
    await one.carry_out(1)
    assert (one.exit_code, one.tries) == (0, {"t0": 3})
    told = [json.loads(path.read_text())["outcome"] for path in sorted(tmp_path.glob("*/t0/**/verdict.json"))]
    assert told == ["passed", "invalid", "invalid"]
    assert sorted(path.name for path in (tmp_path / "tries/t0").iterdir()) == ["1", "2"]
    assert json.loads((tmp_path / "run.json").read_text())["tries"] == {"t0": 3}


async def test_when_no_try_is_left_it_stays_invalid(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = rerun(monkeypatch, tmp_path, FakeRig(BUSY, BUSY, PASSED))
    one.retries = 1
    await one.carry_out(1)
    assert (one.exit_code, one.tries) == (4, {"t0": 2})
    assert (tmp_path / "trials/t0/verdict.json").is_file()


async def test_what_is_invalid_for_another_reason_is_not_run_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = rerun(monkeypatch, tmp_path, FakeRig(INVALID, PASSED))
    await one.carry_out(1)
    assert (one.exit_code, one.tries) == (4, {"t0": 1})


async def test_a_trial_worth_another_try_comes_last_and_its_lane_leaves_the_rest_to_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chaoslab.run.run, "why_busy", lambda _: "the machine was too busy")
    rig = FakeRig(BUSY, BUSY, PASSED, PASSED, PASSED)
    one = rerun(monkeypatch, tmp_path, rig, trials=3)
    await one.carry_out(3)
    assert (one.exit_code, one.tries) == (0, {"t0": 2, "t1": 2, "t2": 1})
    assert rig.opened == 3


class Together(FakeRig, Nobody):
    """Of which the first three trials end at the same time; `most` of the later ones were at work at once.

    Those stay at work until it is said of the third that it will be run again. Whether its lane goes on is settled in
    the same breath.
    """

    def __init__(self, *trials: Verdict) -> None:
        super().__init__(*trials)
        self.barrier = asyncio.Barrier(3)
        self.all_again = asyncio.Event()
        self.at_work = self.most = self.told_again = 0

    def again(self, plan: TrialPlan, verdict: Verdict) -> None:  # noqa: ARG002 - it only counts
        self.told_again += 1
        if self.told_again == 3:
            self.all_again.set()

    async def run_trial(self, *args: Any) -> Verdict:
        if len(self.trials) <= 3:
            self.at_work += 1
            self.most = max(self.most, self.at_work)
            await asyncio.wait_for(self.all_again.wait(), 5)
            self.at_work -= 1
            return await super().run_trial(*args)
        verdict = await super().run_trial(*args)
        await self.barrier.wait()
        return verdict


async def test_what_kept_several_trials_waiting_at_once_closes_one_lane(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chaoslab.run.run, "why_busy", lambda _: "the machine was too busy")
    rig = Together(BUSY, BUSY, BUSY, PASSED, PASSED, PASSED)
    one = rerun(monkeypatch, tmp_path, rig, trials=3)
    one.watcher = rig
    await one.carry_out(3)
    assert one.tries == {"t0": 2, "t1": 2, "t2": 2}
    assert rig.most == 2


async def test_a_trial_whose_browser_dropped_pictures_on_an_idle_machine_costs_no_lane(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chaoslab.run.run, "why_busy", lambda _: "")
    rig = Together(BUSY, BUSY, BUSY, PASSED, PASSED, PASSED)
    one = rerun(monkeypatch, tmp_path, rig, trials=3)
    one.watcher = rig
    await one.carry_out(3)
    assert (one.exit_code, sum(one.tries.values())) == (0, 6)
    assert (rig.most, rig.opened) == (3, 3)  # every lane goes on


async def test_a_part_that_broke_on_a_busy_machine_says_nothing_of_the_lab(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chaoslab.run.run, "why_busy", lambda _: "the machine was too busy")
    one = rerun(monkeypatch, tmp_path, FakeRig(NotReady("the page", "did not answer")))
    one.retries = 0
    await one.carry_out(1)
    (verdict,) = one.verdicts.values()
    assert (verdict.outcome, verdict.worth_another_try) == (Outcome.INVALID, True)
    assert verdict.reasons == ("the machine was too busy", "the page did not answer")
