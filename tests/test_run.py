"""A run's folder, its outcome and its exit code."""

from pathlib import Path

import pytest

from chaoslab.errors import UsageError
from chaoslab.events import Event
from chaoslab.plan import TrialPlan
from chaoslab.run import Run, new_folder
from chaoslab.verdict import Outcome, Verdict
from tests.test_judge import plan


class Nobody:
    def began(self, plan: TrialPlan) -> None: ...
    def saw(self, plan: TrialPlan, event: Event) -> None: ...
    def ended(self, plan: TrialPlan, verdict: Verdict) -> None: ...


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
    stuck.stuck = True
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
