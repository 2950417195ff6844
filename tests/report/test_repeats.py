from dataclasses import replace
from pathlib import Path

from chaoslab.journal.record import RunRecord
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.probes import Measurement, Value
from chaoslab.report.repeats import repeated
from tests.report import made_trials as made
from tests.report.made_run import make_run

OUTCOMES = {"p": Outcome.PASSED, "f": Outcome.FAILED, "i": Outcome.INVALID, "n": Outcome.NOT_INJECTED}


def run_with(folder: Path, name: str, *values: Value, outcomes: str = "", censored: str = "") -> RunRecord:
    """One experiment repeated once a value; `outcomes` has a p, f or i, `censored` an x for each trial."""
    trials = []
    for turn, value in enumerate(values):
        found = {name: Measurement(name=name, value=value, unit="s", censored=censored[turn : turn + 1] == "x")}
        outcome = OUTCOMES[outcomes[turn : turn + 1] or "p"]
        verdict = Verdict(outcome=outcome, sentence="", measurements=found)
        trials.append(replace(made.healthy(f"trial-{turn}"), verdict=verdict))
    return make_run(folder, trials)


def test_numbers_are_summed_up(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "fallback_time", 9.0, 8.0, 8.5))
    assert (row.probe, row.n, row.median, row.low, row.high, row.unit) == ("Fallback time", 3, "8.5", "8", "9", "s")


def test_lists_are_summed_up_item_by_item(tmp_path: Path) -> None:
    rows = repeated(run_with(tmp_path, "retry_delays", (1.0, 2.0), (1.2, 2.2)))
    assert [(row.probe, row.median) for row in rows] == [("Retry delays (1)", "1.1"), ("Retry delays (2)", "2.1")]


def test_yes_and_no_are_counted(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "recovered", True, False, True))
    assert (row.n, row.median, row.low) == (3, "yes in 2 of 3", "")


def test_what_was_not_measured_does_not_count(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "fallback_time", 9.0, None, 8.0))
    assert row.n == 2


def test_a_time_that_had_not_ended_is_said_to_be_one(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "time_to_recover", 9.0, 8.0, censored="xx"))
    assert row.note == "2 had not ended when observation did"
    assert (row.median, row.low, row.high) == ("at least 8.5", "at least 8", "at least 9")


def test_what_a_time_that_had_not_ended_cannot_change_stays_exact(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "time_to_recover", 3.0, 4.0, 50.0, censored="--x"))
    assert (row.median, row.low, row.high) == ("4", "3", "at least 50")


def test_a_short_time_that_had_not_ended_may_be_the_longest(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "time_to_recover", 3.0, 4.0, 5.0, censored="x--"))
    assert (row.median, row.low, row.high) == ("at least 4", "at least 3", "at least 5")


def test_a_trial_that_says_nothing_about_the_player_does_not_count(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "stall_time", 1.0, 3.0, 99.0, 98.0, outcomes="pfin"))
    assert (row.n, row.median, row.high) == (2, "2", "3")


def test_without_two_trials_that_count_there_is_nothing_to_sum_up(tmp_path: Path) -> None:
    assert repeated(run_with(tmp_path, "stall_time", 1.0, 3.0, outcomes="pi")) == ()


def test_one_trial_is_no_repetition(tmp_path: Path) -> None:
    assert repeated(make_run(tmp_path, [made.outage(), made.healthy()])) == ()


def test_no_trial_at_all(tmp_path: Path) -> None:
    assert repeated(make_run(tmp_path, [])) == ()
