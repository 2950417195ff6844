"""A run measured again from its timelines."""

import json
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from chaoslab.cli import app
from chaoslab.journal import read_run
from chaoslab.remeasure import changes, remeasured
from chaoslab.summary import summary

SAMPLE = Path(__file__).parents[1] / "reports/sample"


def test_a_recorded_run_gives_the_same_bytes_again() -> None:
    recorded = read_run(SAMPLE)
    assert json.dumps(summary(remeasured(recorded))) == json.dumps(summary(recorded))
    assert list(changes(recorded, remeasured(recorded))) == []


def test_a_figure_that_is_not_the_recorded_one_is_named() -> None:
    run = read_run(SAMPLE)
    first = run.trials[0]
    assert first.verdict is not None
    wrong = first.verdict.measurements["flv_retries"].model_copy(update={"value": 7})
    verdict = first.verdict.model_copy(update={"measurements": {**first.verdict.measurements, "flv_retries": wrong}})
    recorded = replace(run, trials=(replace(first, verdict=verdict), *run.trials[1:]))
    (change,) = changes(recorded, remeasured(recorded))
    assert (change.trial, change.probe, change.recorded) == (first.plan.id, "flv_retries", wrong)
    assert change.now == first.verdict.measurements["flv_retries"]


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
    assert json.loads(target.read_text()) == summary(read_run(SAMPLE))
