"""A replay beside the run that it repeats."""

from pathlib import Path

import pytest

from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.journal.replayed import read_replay, replayed, write_replay
from chaoslab.journal.summary import summary
from chaoslab.judge.judge import judge
from chaoslab.plan.model import Expectation
from tests.judge.test_judge import plan
from tests.made_timeline import Made, outage

FACTS = {"run": "first", "chaoslab": "0.1.0", "components": {"chromium": "1", "lal": "3"}, "git": {"commit": "a" * 40}}


def record(
    folder: Path, made: Made | None = None, *, retries: float = 3, name: str = "t", **facts: object
) -> RunRecord:
    expect = (Expectation(probe="flv_retries", equals=retries), Expectation(probe="fallback_time", at_most=9))
    planned = plan(expect).model_copy(update={"id": name})
    timeline = (made or outage()).timeline()
    trial = TrialRecord(folder / "trials" / name, planned, timeline, judge(planned, timeline))
    return RunRecord(folder, {**FACTS, **facts}, (trial,))


def later(by: float) -> Made:
    """The outage, begun and lifted later by so many seconds."""
    made = outage()
    made.events = [event for event in made.events if not event.name.startswith("fault.")]
    return made.fault(5.0 + by, 25.0 + by)


def test_the_drift_is_how_much_later_the_lab_acted(tmp_path: Path) -> None:
    (trial,) = replayed(record(tmp_path), record(tmp_path, later(0.012)), {"t": "t"}).trials
    assert [(step.edge, step.then, step.now) for step in trial.steps] == [("start", 5.0, 5.012), ("lift", 25.0, 25.012)]
    assert [step.drift for step in trial.steps] == pytest.approx([0.012, 0.012])
    assert trial.worst_drift == pytest.approx(0.012)
    assert trial.same


def test_another_outcome_is_told_with_the_figures_of_both(tmp_path: Path) -> None:
    (trial,) = replayed(record(tmp_path), record(tmp_path, retries=2, name="t+1"), {"t+1": "t"}).trials
    assert (trial.of, trial.id, trial.then, trial.now, trial.same) == ("t", "t+1", "passed", "failed", False)
    assert (trial.figures[0].probe, trial.figures[0].then, trial.figures[0].now) == ("flv_retries", 3, 3)
    assert trial.figures[1].unit == "s"


def test_a_step_that_came_in_one_of_them_only_has_no_drift(tmp_path: Path) -> None:
    made = outage()
    made.events = [event for event in made.events if not event.name.startswith("fault.")]
    (trial,) = replayed(record(tmp_path), record(tmp_path, made), {"t": "t"}).trials
    assert [(step.then, step.now, step.drift) for step in trial.steps] == [(5.0, None, None), (25.0, None, None)]
    assert trial.worst_drift is None


def test_versions_that_are_not_the_same_are_named(tmp_path: Path) -> None:
    again = record(tmp_path, components={"chromium": "2", "redis": "7"}, git=None)
    told = {one.name: (one.then, one.now) for one in replayed(record(tmp_path), again, {"t": "t"}).versions}
    assert told == {"chromium": ("1", "2"), "lal": ("3", None), "redis": (None, "7"), "git commit": ("a" * 40, None)}


def test_it_is_kept_in_the_runs_folder_and_told_to_machines(tmp_path: Path) -> None:
    again = record(tmp_path, later(0.012))
    write_replay(tmp_path, replayed(record(tmp_path / "first"), again, {"t": "t"}))
    kept = read_replay(tmp_path)
    assert kept is not None
    assert kept.of == "first"
    assert summary(again)["replay"]["trials"][0]["steps"][0]["drift"] == 0.012


def test_a_run_that_repeats_none_says_nothing_of_it(tmp_path: Path) -> None:
    assert read_replay(tmp_path) is None
    assert "replay" not in summary(record(tmp_path))
    (tmp_path / "replay.json").write_text("[]")
    assert read_replay(tmp_path) is None
