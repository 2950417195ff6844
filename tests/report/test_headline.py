from dataclasses import replace
from pathlib import Path

import pytest

from chaoslab.report.headline import headline
from tests.report import made_trials as made
from tests.report.made_run import make_run
from tests.report.made_trials import MadeTrial


@pytest.mark.parametrize(
    ("trials", "outcome", "statement"),
    [
        ([made.healthy()], "passed", "The trial passed"),
        ([made.healthy("a"), made.healthy("b")], "passed", "2 of 2 trials passed"),
        ([made.healthy("a"), made.outage("b", retries=2)], "failed", "1 of 2 trials failed"),
        (
            [made.healthy("a"), made.not_injected("b")],
            "not_injected",
            "No verdict for 1 of 2 trials: the fault did not take effect",
        ),
        ([made.healthy("a"), made.invalid("b")], "invalid", "No verdict for 1 of 2 trials: they could not be measured"),
        ([made.healthy("a"), made.broken("b")], "error", "The lab itself broke in 1 of 2 trials"),
    ],
)
def test_the_statement_counts_what_matters(
    trials: list[MadeTrial], outcome: str, statement: str, tmp_path: Path
) -> None:
    assert headline(make_run(tmp_path, trials, outcome=outcome)).statement.replace("\u00a0", " ") == statement


def test_a_failure_outweighs_what_could_not_be_measured(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.invalid("a"), made.outage("b", retries=2), made.not_injected("c")], outcome="failed")
    assert headline(run).outcome == "failed"


def test_a_run_without_an_outcome_was_interrupted_even_if_all_its_trials_passed(tmp_path: Path) -> None:
    found = headline(make_run(tmp_path, [made.healthy()], finished=None))
    assert (found.outcome, found.statement) == ("interrupted", "Interrupted after every trial had its verdict")


def test_trials_without_a_verdict_are_not_passed_over(tmp_path: Path) -> None:
    planned = ["healthy-stream-1", "flv-outage-1"]
    for name, facts in (("never begun", {"trials": planned}), ("nobody knows how many there were", {"trials": None})):
        found = headline(make_run(tmp_path / name, [made.healthy()], finished=None, **facts))
        assert found.statement.startswith("Interrupted: no\u00a0verdict")
    cut_short = make_run(tmp_path / "cut", [made.healthy(), made.cut_short()], finished=None)
    assert headline(cut_short).statement == "Interrupted: no\u00a0verdict for 1 of 2 trials"


def test_a_crash_is_no_broken_declaration(tmp_path: Path) -> None:
    def detail(*trials: MadeTrial) -> str:
        folder = tmp_path / "-".join(trial.plan.id for trial in trials)
        return headline(make_run(folder, trials, outcome="failed")).detail

    assert detail(made.crashed("crash")) == "The player's page crashed."
    assert detail(made.outage("broken", retries=2)) == "The player did not do everything that was expected of it."
    both = detail(made.crashed("crash"), made.outage("broken", retries=2))
    assert both == "The player did not do everything that was expected of it, and its page crashed."


def test_an_outcome_from_another_world_is_not_believed(tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.healthy()], outcome="splendid")
    assert headline(run).outcome == "interrupted"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "Exit code 0: everything passed."),
        (4, "Exit code 4: nothing failed, but something could not be measured."),
        (6, "Exit code 6: a fault could not be reverted."),
        (99, "Exit code 99: unknown to this version."),
        (True, ""),
        (None, ""),
    ],
)
def test_the_exit_code_is_said_in_words(code: object, words: str, tmp_path: Path) -> None:
    run = make_run(tmp_path, [made.healthy()], outcome="passed")
    assert headline(replace(run, facts={**run.facts, "exit_code": code})).exit == words


def test_witnesses_are_only_spoken_of_where_there_was_a_fault(tmp_path: Path) -> None:
    assert headline(make_run(tmp_path / "a", [made.healthy()], outcome="passed")).detail == "Every expectation held."
    assert "witness" in headline(make_run(tmp_path / "b", [made.outage()], outcome="passed")).detail


def test_a_run_of_several_outcomes_counts_them_all_and_says_of_which_trials_it_speaks(tmp_path: Path) -> None:
    trials = [made.healthy("a"), made.outage("b", retries=2), made.broken("c")]
    found = headline(make_run(tmp_path, trials, outcome="error"))
    assert found.tally == "1 lab error · 1 failed · 1 passed"
    assert found.detail == "That trial says nothing about the player: the lab failed, not the stream."
    trials = [made.healthy("a"), made.not_injected("b"), made.not_injected("c")]
    found = headline(make_run(tmp_path / "two", trials, outcome="not_injected"))
    assert found.detail.startswith("Those trials say nothing about the player")


def test_a_run_of_one_outcome_needs_no_count(tmp_path: Path) -> None:
    found = headline(make_run(tmp_path, [made.not_injected("b"), made.not_injected("c")], outcome="not_injected"))
    assert found.tally == ""
    assert found.detail.startswith("This says nothing about the player")
