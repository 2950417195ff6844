"""How claims stand after some runs."""

import json
from pathlib import Path

import pytest

from chaoslab.claims.standing import ClaimStanding, as_json, newest_standings, standings
from chaoslab.experiment.load import load
from tests.experiment.test_model import GOOD


def ran(runs: Path, name: str, started: str, outcomes: dict[str, str], *, player: str = "reference") -> None:
    """A run with one trial for each experiment."""
    folder = runs / name
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"started": started}))
    for index, (experiment, outcome) in enumerate(outcomes.items()):
        trial = folder / "trials" / f"t{index}"
        trial.mkdir(parents=True)
        plan = {"experiment": f"experiments/{experiment.rstrip('+')}.yaml", "rig": {"player": player}}
        (trial / "plan.json").write_text(json.dumps(plan))
        (trial / "verdict.json").write_text(json.dumps({"outcome": outcome}))


def repeated(runs: Path, name: str, started: str, *outcomes: str | None, begun: int | None = None) -> None:
    """A run of `one` with a trial for each outcome, None where there is no verdict; only so many have a folder."""
    folder = runs / name
    folder.mkdir(parents=True)
    trials = [f"one-{turn}" for turn in range(1, len(outcomes) + 1)]
    (folder / "run.json").write_text(json.dumps({"started": started, "trials": [*trials, "two"]}))
    for trial, outcome in zip(trials[:begun], outcomes, strict=False):
        (folder / "trials" / trial).mkdir(parents=True)
        plan = {"experiment": "experiments/one.yaml", "rig": {"player": "reference"}}
        (folder / "trials" / trial / "plan.json").write_text(json.dumps(plan))
        if outcome:
            (folder / "trials" / trial / "verdict.json").write_text(json.dumps({"outcome": outcome}))


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def claim(tmp_path: Path, runs: Path, name: str) -> ClaimStanding:
    """How a claim stands that the experiments `one` and `two` carry: P1, and X1 that the lab does not know."""
    found = []
    for stem in ("one", "two"):
        path = tmp_path / f"{stem}.yaml"
        path.write_text(GOOD.replace("claims: [P1]", "claims: [P1, X1]"))
        found.append((path, load(path)))
    return next(each for each in standings(found, newest_standings(runs, [])) if each.claim.id == name)


def test_the_newest_run_that_holds_an_experiment_says_how_it_stands(tmp_path: Path, runs: Path) -> None:
    ran(runs, "b", "2026-01-01T10:00:00+00:00", {"one": "failed", "two": "passed"})
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed"})
    found = claim(tmp_path, runs, "P1")
    assert [(standing.experiment, standing.verdict, standing.run) for standing in found.experiments] == [
        ("one", "passed", "a"),
        ("two", "passed", "b"),
    ]
    assert found.verdict == "passed"


def test_the_gravest_of_several_trials_and_experiments_counts(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed", "one+": "not_injected", "two": "passed"})
    found = claim(tmp_path, runs, "P1")
    assert [standing.verdict for standing in found.experiments] == ["not_injected", "passed"]
    assert found.verdict == "not_injected"


def test_what_was_never_run_does_not_pass(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed"})
    assert claim(tmp_path, runs, "P1").verdict == "not run"


def test_a_player_that_is_broken_on_purpose_says_nothing(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "failed"}, player="reference:no-jitter")
    assert claim(tmp_path, runs, "P1").verdict == "not run"


def test_a_claim_without_an_experiment_is_not_tested(tmp_path: Path, runs: Path) -> None:
    found = claim(tmp_path, runs, "O9")
    assert (found.verdict, found.experiments) == ("not tested", ())


def test_a_claim_that_only_experiments_know_is_listed_too(tmp_path: Path, runs: Path) -> None:
    assert claim(tmp_path, runs, "X1").verdict == "not run"


def test_a_run_that_cannot_be_read_says_nothing(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed", "two": "passed"})
    ran(runs, "torn", "2026-01-03T10:00:00+00:00", {"one": "failed"})
    (runs / "torn/trials/t0/plan.json").write_text('{"experi')
    (runs / "empty").mkdir()
    assert claim(tmp_path, runs, "P1").verdict == "passed"


@pytest.mark.parametrize(
    ("outcomes", "begun", "verdict"),
    [
        (("passed", "passed", "passed"), 3, "passed"),
        (("passed", None, None), 1, "interrupted"),
        (("passed", None, None), 2, "interrupted"),
        ((None, None, None), 1, "interrupted"),
        (("passed", "failed", None), 2, "failed"),
        (("invalid", None, None), 1, "invalid"),
        ((None, None, None), 0, "not run"),
    ],
)
def test_a_planned_trial_without_a_verdict_does_not_pass(
    runs: Path, outcomes: tuple[str | None, ...], begun: int, verdict: str
) -> None:
    repeated(runs, "a", "2026-01-02T10:00:00+00:00", *outcomes, begun=begun)
    one, two = claim(runs.parent, runs, "P1").experiments
    assert (one.verdict, two.verdict) == (verdict, "not run")


@pytest.mark.parametrize(
    ("outcomes", "verdict", "run"),
    [
        (("passed", None), "failed", "a"),
        (("failed", None), "failed", "c"),
        (("passed", "passed"), "passed", "c"),
    ],
)
def test_a_run_that_has_passed_so_far_leaves_the_word_to_the_one_before(
    runs: Path, outcomes: tuple[str | None, ...], verdict: str, run: str
) -> None:
    repeated(runs, "a", "2026-01-01T10:00:00+00:00", "passed", "failed")
    repeated(runs, "b", "2026-01-02T10:00:00+00:00", None, None)
    repeated(runs, "c", "2026-01-03T10:00:00+00:00", *outcomes)
    one, _ = claim(runs.parent, runs, "P1").experiments
    assert (one.verdict, one.run) == (verdict, run)


def test_the_newest_of_several_stopped_runs_is_named_where_none_came_to_its_end(tmp_path: Path, runs: Path) -> None:
    repeated(runs, "a", "2026-01-01T10:00:00+00:00", "passed", None)
    repeated(runs, "b", "2026-01-02T10:00:00+00:00", "passed", None)
    one, _ = claim(tmp_path, runs, "P1").experiments
    assert (one.verdict, one.run) == ("interrupted", "b")


def test_trials_that_are_told_in_no_known_way_say_nothing(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed", "two": "passed"})
    (runs / "a/run.json").write_text('{"started": "2026-01-02T10:00:00+00:00", "trials": 3}')
    assert claim(tmp_path, runs, "P1").verdict == "passed"


def test_the_summary_for_machines_holds_claims_and_experiments(tmp_path: Path, runs: Path) -> None:
    ran(runs, "a", "2026-01-02T10:00:00+00:00", {"one": "passed", "two": "passed"})
    (said,) = as_json([claim(tmp_path, runs, "P1")])["claims"]
    assert (said["id"], said["verdict"]) == ("P1", "passed")
    assert said["experiments"][0] == {
        "experiment": "one",
        "verdict": "passed",
        "when": "2026-01-02T10:00:00+00:00",
        "run": "a",
    }
