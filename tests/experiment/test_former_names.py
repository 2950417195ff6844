"""An experiment file that was written when something had another name."""

from pathlib import Path

import pytest

from chaoslab import plugins
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment.load import load
from chaoslab.experiment.model import expected_limits, steady_limits
from chaoslab.plan.make import Choices, read_plans
from tests.experiment.test_model import GOOD, loaded, refused

OLD = GOOD + "  - half_open_trials: {equals: 1}\n"
RENAMED = {
    "chaoslab.probes": {"pictures": "frame_rate"},
    "chaoslab.faults": {"leg_down": "proxy_down"},
    "chaoslab.conditions": {"error_seen": "error_shown"},
}


def told(folder: Path, text: str) -> list[str]:
    return [str(renamed).removeprefix(f"{folder}/") for renamed in loaded(folder, text).document.renamed]


def test_an_old_probe_is_read_as_the_present_one_and_told_of(tmp_path: Path) -> None:
    assert [name for name, _ in expected_limits(loaded(tmp_path, OLD))][-1] == "half_open_attempts"
    says = "half_open_trials is now called half_open_attempts; it still works, but write the new name"
    assert told(tmp_path, OLD) == [f"e.yaml:12: expect.3.half_open_trials: {says}"]


def test_a_file_of_present_names_gives_nothing_to_tell(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []


def test_faults_conditions_and_the_steady_state_are_read_so_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "renamed", lambda package: RENAMED[package])
    step = "{when: error_seen, within: 9, until: error_seen, at_most: 20, fault: {leg_down: {leg: flv}}}"
    text = GOOD.replace("frame_rate", "pictures").replace("{at: 5, lasting: 20, fault: {proxy_down: {leg: flv}}}", step)
    found = loaded(tmp_path, text)
    assert [name for name, _ in steady_limits(found)] == ["frame_rate"]
    (read,) = found.method
    assert (read.fault.key, read.when, read.until) == ("proxy_down", "error_shown", "error_shown")
    assert [(renamed.line, renamed.key) for renamed in found.document.renamed] == [
        (4, "steady-state.pictures"),
        (6, "method.0.when"),
        (6, "method.0.until"),
        (6, "method.0.fault.leg_down"),
    ]


def test_what_is_wrong_behind_an_old_name_is_said_with_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, OLD.replace("{equals: 1}", "{equals: much}"))
    assert said == ":12: expect.3.half_open_attempts.equals: takes a number, got 'much'"


def test_a_draw_may_stand_behind_an_old_name(tmp_path: Path) -> None:
    text = OLD.replace("equals: 1}", "at_most: $most}") + "draw: {most: {whole: [1, 3]}}\n"
    (tmp_path / "e.yaml").write_text(text)
    (plan,) = read_plans([tmp_path / "e.yaml"], Choices())
    assert plan.expect[-1].probe == "half_open_attempts"


def test_both_names_of_one_thing_are_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, OLD.replace("{equals: 1}", "{equals: 1}\n    half_open_attempts: {equals: 1}"))
    assert said.startswith(":12: expect.3.half_open_trials: is the old name of half_open_attempts")


def test_both_names_in_two_expectations_are_one_expected_twice(tmp_path: Path) -> None:
    assert "is expected twice" in refused(tmp_path, OLD + "  - half_open_attempts: {equals: 1}\n")


@pytest.mark.parametrize("typo", ["half_open_trails", "half_open_trial"])
def test_no_answer_to_an_unknown_key_suggests_an_old_name(tmp_path: Path, typo: str) -> None:
    said = refused(tmp_path, OLD.replace("half_open_trials", typo))
    assert "half_open_attempts" in said
    assert "half_open_trials" not in said


def test_of_a_plan_each_place_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(OLD)
    heard: list[str] = []
    read_plans([tmp_path / "e.yaml"], Choices(repeat=3), tell=lambda one: heard.append(one.key))
    assert heard == ["expect.3.half_open_trials"]


def test_a_file_that_is_no_list_where_one_should_be_is_still_refused_in_words(tmp_path: Path) -> None:
    for text in ("title: x\nexpect: 3\n", "title: x\nmethod: [3]\nexpect: [x]\n", "title: x\nsteady-state: [a]\n"):
        (tmp_path / "e.yaml").write_text(text)
        with pytest.raises(ExperimentInvalid):
            load(tmp_path / "e.yaml")
