"""What `--json` says of tries and draws."""

from pathlib import Path

from chaoslab.journal.journal import TrialJournal, set_aside, write_json, write_verdict
from chaoslab.journal.reading import read_run
from chaoslab.journal.summary import summary
from chaoslab.judge.verdict import Outcome, Verdict
from tests.judge.test_judge import plan

BUSY = Verdict(outcome=Outcome.INVALID, sentence="", reasons=("the machine was too busy",), worth_another_try=True)
PASSED = Verdict(outcome=Outcome.PASSED, sentence="")


def tried(folder: Path, *verdicts: Verdict) -> Path:
    """A run of one trial with these tries."""
    write_json(folder / "run.json", {"run": "r", "trials": ["t"]})
    for number, verdict in enumerate(verdicts, start=1):
        with TrialJournal(folder / "trials/t", plan().model_copy(update={"seed": 7, "drawn": {"outage": 2.5}})):
            write_verdict(folder / "trials/t", verdict)
        if number < len(verdicts):
            set_aside(folder, "t", number)
    return folder


def waiting(folder: Path) -> Path:
    """A run that was stopped while its only trial waited for try 2."""
    set_aside(tried(folder, BUSY), "t", 1)
    return folder


def test_every_try_is_listed_and_the_last_one_counts(tmp_path: Path) -> None:
    (trial,) = summary(read_run(tried(tmp_path, BUSY, PASSED)))["trials"]
    assert (trial["outcome"], trial["starved"]) == ("passed", False)
    assert not trial["worth_another_try"]
    assert trial["tries"] == [
        {"try": 1, "folder": "tries/t/1", "outcome": "invalid", "reasons": ["the machine was too busy"]},
        {"try": 2, "folder": "trials/t", "outcome": "passed", "reasons": []},
    ]


def test_what_is_worth_another_try_is_told_under_its_name_in_earlier_versions_too(tmp_path: Path) -> None:
    (trial,) = summary(read_run(tried(tmp_path, BUSY)))["trials"]
    assert (trial["worth_another_try"], trial["starved"]) == (True, True)


def test_a_trial_that_was_tried_once_lists_that_try(tmp_path: Path) -> None:
    (trial,) = summary(read_run(tried(tmp_path, PASSED)))["trials"]
    assert [attempt["folder"] for attempt in trial["tries"]] == ["trials/t"]


def test_the_seed_and_what_was_drawn_are_told(tmp_path: Path) -> None:
    (trial,) = summary(read_run(tried(tmp_path, PASSED)))["trials"]
    assert (trial["seed"], trial["drawn"]) == (7, {"outage": 2.5})


def test_a_trial_that_waited_for_another_try_is_listed_without_an_outcome(tmp_path: Path) -> None:
    (trial,) = summary(read_run(waiting(tmp_path)))["trials"]
    assert (trial["id"], trial["outcome"], trial["sentence"], trial["reasons"]) == (plan().id, None, "", [])
    assert [attempt["folder"] for attempt in trial["tries"]] == ["tries/t/1"]
