"""A run measured again from its timelines."""

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from chaoslab.cli.commands import measure_again
from chaoslab.cli.measured_table import show_measured
from chaoslab.cli.verbs import app
from chaoslab.errors import FaultStuck
from chaoslab.journal.journal import write_json
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import RunRecord
from chaoslab.journal.remeasure import differences, remeasured
from chaoslab.journal.summary import summary
from chaoslab.judge.verdict import Outcome
from chaoslab.setup.places import ROOT
from tests.report.parsed import words

SAMPLE = ROOT / "reports/sample"


def of_what_was_recorded(said: dict[str, Any]) -> dict[str, Any]:
    """A summary without the figures of probes and without the notes that came after the sample was recorded."""
    for trial, recorded in zip(said["trials"], summary(read_run(SAMPLE))["trials"], strict=True):
        known = recorded["measurements"]
        trial["measurements"] = {name: one for name, one in trial["measurements"].items() if name in known}
        _without_new_notes(trial["measurements"], known)
        for now, then in zip(trial["waterfalls"], recorded["waterfalls"], strict=True):
            _without_new_notes(now["stages"], then["stages"])
    return said


def _without_new_notes(now: dict[str, Any], recorded: dict[str, Any]) -> None:
    for name, one in now.items():
        one["note"] = one["note"] if recorded[name]["note"] else ""


def test_a_recorded_run_gives_the_same_bytes_again() -> None:
    recorded = read_run(SAMPLE)
    assert json.dumps(of_what_was_recorded(summary(remeasured(recorded)))) == json.dumps(summary(recorded))
    assert list(differences(recorded, remeasured(recorded))) == []


def with_an_old_name(folder: Path) -> Path:
    """The sample as an earlier version would have kept it, had it expected what it named otherwise, in vain."""
    shutil.copytree(SAMPLE, folder)
    trial = folder / "trials/flv-outage-falls-back-to-hls"
    plan = json.loads((trial / "plan.json").read_text())
    plan["expect"].append({"probe": "half_open_attempts", "equals": 1})
    (trial / "plan.json").write_text(json.dumps(plan))
    write_json(trial / "verdict.json", remeasured(read_run(folder)).trials[0].verdict.model_dump(mode="json"))  # type: ignore[union-attr]
    for name in ("plan.json", "verdict.json"):
        text = (trial / name).read_text().replace("half_open_attempts", "half_open_trials")
        assert "half_open_trials" in text
        (trial / name).write_text(text)
    return folder


def test_an_old_name_is_read_as_the_present_one_and_is_no_difference(tmp_path: Path) -> None:
    recorded = read_run(with_an_old_name(tmp_path / "run"))
    first = recorded.trials[0]
    assert first.plan.expect[-1].probe == "half_open_attempts"
    assert first.verdict is not None
    assert (first.verdict.outcome, first.verdict.expectations[-1].probe) == (Outcome.FAILED, "half_open_attempts")
    assert first.verdict.reasons[0].startswith("half_open_attempts")
    assert first.verdict.measurements["half_open_attempts"].name == "half_open_attempts"
    assert "half_open_trials" not in first.verdict.model_dump_json()
    assert list(differences(recorded, remeasured(recorded))) == []
    assert "half_open_trials" not in words(recorded)


def test_a_measurement_is_told_to_machines_under_its_old_name_too() -> None:
    told = summary(read_run(SAMPLE))["trials"][0]["measurements"]
    assert told["half_open_trials"] == told["half_open_attempts"]


def test_a_figure_that_is_not_the_recorded_one_is_named() -> None:
    run = read_run(SAMPLE)
    first = run.trials[0]
    assert first.verdict is not None
    wrong = first.verdict.measurements["flv_retries"].model_copy(update={"value": 7})
    verdict = first.verdict.model_copy(update={"measurements": {**first.verdict.measurements, "flv_retries": wrong}})
    recorded = replace(run, trials=(replace(first, verdict=verdict), *run.trials[1:]))
    (difference,) = differences(recorded, remeasured(recorded))
    assert (difference.trial, difference.what, difference.recorded) == (first.plan.id, "flv_retries", wrong)
    assert difference.now == first.verdict.measurements["flv_retries"]


def test_a_trial_that_was_cut_short_stays_as_it_is() -> None:
    run = read_run(SAMPLE)
    cut = replace(run, trials=(replace(run.trials[0], verdict=None),))
    assert remeasured(cut) == cut


def test_the_verb_prints_every_figure_and_says_that_nothing_differs(tmp_path: Path) -> None:
    target = tmp_path / "again.json"
    ended = CliRunner().invoke(app, ["measure", str(SAMPLE), "--json", str(target)], env={"COLUMNS": "160"})
    assert ended.exit_code == 0, ended.output
    assert "retry_delays" in ended.output
    assert "2 trials, all as recorded" in ended.output
    assert of_what_was_recorded(json.loads(target.read_text())) == summary(read_run(SAMPLE))


def test_a_probe_that_came_later_is_no_difference_and_one_that_has_gone_is() -> None:
    run = read_run(SAMPLE)
    first = run.trials[0].verdict
    assert first is not None
    fewer = {name: one for name, one in first.measurements.items() if name != "flv_retries"}
    assert told(recorded_as(measurements=fewer)) == []
    gone = first.measurements["flv_retries"].model_copy(update={"name": "gone"})
    assert told(recorded_as(measurements={**first.measurements, "gone": gone})) == [("gone", gone, None)]


def recorded_as(**verdict: object) -> RunRecord:
    """The sample, with another verdict recorded on its first trial."""
    run = read_run(SAMPLE)
    first = run.trials[0]
    assert first.verdict is not None
    return replace(run, trials=(replace(first, verdict=first.verdict.model_copy(update=verdict)), *run.trials[1:]))


def told(recorded: RunRecord) -> list[tuple[str, object, object]]:
    return [
        (difference.what, difference.recorded, difference.now)
        for difference in differences(recorded, remeasured(recorded))
    ]


def test_another_outcome_with_the_same_figures_is_named() -> None:
    recorded = recorded_as(outcome=Outcome.FAILED, reasons=("the page crashed",))
    assert told(recorded) == [("outcome", "failed", "passed"), ("reasons", "the page crashed", None)]


def test_an_expectation_that_is_held_now_is_named() -> None:
    first = read_run(SAMPLE).trials[0].verdict
    assert first is not None
    old, *others = first.expectations
    for update, said in (({"held": False}, "not held"), ({"held": False, "undecided": True}, "undecided")):
        recorded = recorded_as(expectations=(old.model_copy(update=update), *others))
        assert told(recorded) == [(f"expectation 1, {old.probe} {old.declared}", said, "held")]


def test_a_fault_that_was_not_witnessed_then_is_named() -> None:
    first = read_run(SAMPLE).trials[0].verdict
    assert first is not None
    (receipt,) = first.receipts
    recorded = recorded_as(receipts=(receipt.model_copy(update={"witnessed": False}),))
    assert told(recorded) == [(f"receipt of step 1, {receipt.fault}", "not witnessed", "witnessed")]


def test_half_of_a_character_that_the_journal_could_not_hold_is_no_difference() -> None:
    run = recorded_as(reasons=("a?b",))
    now = recorded_as(reasons=("a\ud83db",))
    assert list(differences(run, now)) == []


def test_what_differs_is_printed() -> None:
    recorded = recorded_as(outcome=Outcome.FAILED)
    said = io.StringIO()
    show_measured(
        remeasured(recorded), tuple(differences(recorded, remeasured(recorded))), Console(file=said, width=160)
    )
    assert "flv-outage-falls-back-to-hls: outcome: recorded failed, now passed" in said.getvalue()
    assert "1 difference from what was recorded" in said.getvalue()


@pytest.mark.parametrize(
    ("recorded", "now"),
    [
        ({"outcome": "failed", "exit_code": 1}, ("passed", 0)),
        ({"outcome": "failed", "exit_code": FaultStuck.exit_code}, ("passed", FaultStuck.exit_code)),
        ({"outcome": None, "exit_code": None}, (None, None)),
    ],
)
def test_outcome_and_exit_code_of_a_finished_run_are_those_of_the_new_verdicts(
    recorded: dict[str, object], now: tuple[object, object], tmp_path: Path
) -> None:
    run = tmp_path / "run"
    shutil.copytree(SAMPLE, run)
    write_json(run / "run.json", {**read_run(run).facts, **recorded})
    measure_again(run, tmp_path / "again.json", Console(file=io.StringIO()))
    again = json.loads((tmp_path / "again.json").read_text())
    assert (again["outcome"], again["exit_code"]) == now
