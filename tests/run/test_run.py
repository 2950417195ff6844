"""A run's folder, its outcome and its exit code."""

import asyncio
import json
import threading
from pathlib import Path

import pytest

import chaoslab.run.run
from chaoslab.errors import FaultStuck, NotReady, TrialBroken, UsageError
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.run.run import Run, new_folder
from chaoslab.timeline.timeline import Timeline
from tests.fake_rig import PASSED, FakeRig, Nobody, rigged
from tests.judge.test_judge import plan


def run(folder: Path, *outcomes: Outcome) -> Run:
    verdicts = {str(index): Verdict(outcome=outcome, sentence="") for index, outcome in enumerate(outcomes)}
    return Run(folder, [plan()], ["chaoslab"], Nobody(), verdicts)


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([Outcome.PASSED, Outcome.PASSED], 0),
        ([Outcome.PASSED, Outcome.FAILED], 1),
        ([Outcome.FAILED, Outcome.NOT_INJECTED], 1),
        ([Outcome.PASSED, Outcome.NOT_INJECTED], 4),
        ([Outcome.PASSED, Outcome.INVALID], 4),
        ([Outcome.FAILED, Outcome.ERROR], 7),
        ([], 7),
    ],
)
def test_the_exit_code_is_the_gravest_outcome_and_never_0_on_partial_data(
    tmp_path: Path, outcomes: list[Outcome], code: int
) -> None:
    assert run(tmp_path, *outcomes).exit_code == code


def test_a_fault_that_stayed_wins_over_all(tmp_path: Path) -> None:
    stuck = run(tmp_path, Outcome.ERROR)
    stuck.stuck = "proxy_down could not be lifted"
    assert stuck.exit_code == 6


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    assert new_folder(tmp_path / "a/b").is_dir()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(UsageError, match="not empty"):
        new_folder(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="name another folder"):
        new_folder(tmp_path / "file/run")


async def test_a_trial_that_cannot_start_is_an_error_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rig = FakeRig(NotReady("the publisher", "found no origin"), PASSED)
    one = rigged(monkeypatch, tmp_path, rig)
    await one.carry_out(1)
    assert [verdict.outcome for verdict in one.verdicts.values()] == ["error", "passed"]
    assert one.verdicts["t0"].reasons == ("the publisher found no origin",)
    assert one.exit_code == 7
    assert json.loads((tmp_path / "run.json").read_text())["exit_code"] == 7
    assert rig.opened == 1


async def test_a_lane_whose_shared_part_died_is_opened_anew_for_the_next_trial(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rig = FakeRig(TrialBroken("lalserver ended"), PASSED, breaks_lane=True)
    one = rigged(monkeypatch, tmp_path, rig)
    await one.carry_out(1)
    assert [verdict.outcome for verdict in one.verdicts.values()] == ["error", "passed"]
    assert rig.opened == 2


async def test_a_lane_that_dies_at_the_last_trial_is_not_opened_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rig = FakeRig(TrialBroken("lalserver ended"), breaks_lane=True)
    await rigged(monkeypatch, tmp_path, rig).carry_out(1)
    assert rig.opened == 1


async def test_a_run_that_is_stopped_stops_though_a_fault_does_not_lift_and_says_that(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rig = FakeRig(None, PASSED)
    one = rigged(monkeypatch, tmp_path, rig)
    running = asyncio.ensure_future(one.carry_out(1))
    await asyncio.wait_for(rig.hanging.wait(), 5)
    running.cancel()
    with pytest.raises(FaultStuck, match="could not be lifted"):
        await running
    assert set(one.verdicts) == {"t0"}
    assert (tmp_path / "trials/t0/verdict.json").is_file()


@pytest.mark.parametrize(
    "told", [NotReady("the browser", "hung"), Verdict(outcome=Outcome.INVALID, sentence="", worth_another_try=True)]
)
async def test_a_tried_trial_is_read_back_beside_the_loop_in_which_other_lanes_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: Verdict | Exception
) -> None:
    loop, went_on = asyncio.get_running_loop(), []

    def slow(_: Path) -> Timeline:
        goes_on = threading.Event()
        loop.call_soon_threadsafe(goes_on.set)
        went_on.append(goes_on.wait(5))
        return Timeline.of(())

    monkeypatch.setattr(chaoslab.run.run, "read_timeline", slow)
    one = rigged(monkeypatch, tmp_path, FakeRig(told, PASSED))
    one.plans = one.plans[:1]  # the second verdict is that of another try
    await one.carry_out(1)
    assert went_on
    assert all(went_on)
