from dataclasses import replace
from pathlib import Path

from chaoslab.journal import RunRecord
from chaoslab.measurement import Measurement, Value
from chaoslab.report.repeats import repeated
from chaoslab.verdict import Outcome, Verdict
from tests.report import made_trials as made
from tests.report.made_run import make_run


def run_with(folder: Path, name: str, *values: Value, censored: bool = False) -> RunRecord:
    """One experiment repeated once a value."""
    trials = []
    for turn, value in enumerate(values, start=1):
        found = {name: Measurement(name=name, value=value, unit="s", censored=censored)}
        verdict = Verdict(outcome=Outcome.PASSED, sentence="", measurements=found)
        trials.append(replace(made.healthy(f"trial-{turn}"), verdict=verdict))
    return make_run(folder, trials)


def test_numbers_are_summed_up(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "fallback_time", 9.0, 8.0, 8.5))
    assert (row.probe, row.n, row.median, row.low, row.high, row.unit) == ("Fallback time", 3, "8.5", "8", "9", "s")


def test_lists_are_summed_up_item_by_item(tmp_path: Path) -> None:
    rows = repeated(run_with(tmp_path, "retry_delays", (1.0, 2.0), (1.2, 2.2)))
    assert [(row.probe, row.median) for row in rows] == [("Retry delays, 1.", "1.1"), ("Retry delays, 2.", "2.1")]


def test_yes_and_no_are_counted(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "recovered", True, False, True))
    assert (row.n, row.median, row.low) == (3, "2 times yes", "")


def test_what_was_not_measured_does_not_count(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "fallback_time", 9.0, None, 8.0))
    assert row.n == 2


def test_a_time_that_had_not_ended_is_said_to_be_one(tmp_path: Path) -> None:
    (row,) = repeated(run_with(tmp_path, "time_to_recover", 9.0, 8.0, censored=True))
    assert row.note == "2 had not ended when observation did"


def test_one_trial_is_no_repetition(tmp_path: Path) -> None:
    assert repeated(make_run(tmp_path, [made.outage(), made.healthy()])) == ()


def test_no_trial_at_all(tmp_path: Path) -> None:
    assert repeated(make_run(tmp_path, [])) == ()
