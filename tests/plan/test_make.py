"""Plans made from experiments."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from chaoslab.experiment.load import find, load
from chaoslab.experiment.method.step import After, Step
from chaoslab.plan.make import Choices, trial_plans
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.setup.places import ROOT
from tests.experiment.test_model import GOOD, loaded


def plans(folder: Path, **choices: object) -> tuple[TrialPlan, ...]:
    path = folder / "e.yaml"
    return trial_plans([(path, loaded(folder, GOOD))], Choices.model_validate(choices))


def test_the_last_fault_and_the_watch_make_the_length(tmp_path: Path) -> None:
    (one,) = plans(tmp_path)
    assert (one.last_lift, one.length) == (25.0, 35.0)


def test_repeats_get_ids_of_their_own_that_sort(tmp_path: Path) -> None:
    ids = [plan.id for plan in plans(tmp_path, repeat=10)]
    assert ids[0] == "e-01"
    assert ids == sorted(ids)


def test_files_of_one_name_in_two_folders_keep_apart(tmp_path: Path) -> None:
    pairs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        pairs.append((tmp_path / name / "e.yaml", loaded(tmp_path / name, GOOD)))
    assert [plan.id for plan in trial_plans(pairs, Choices())] == ["a-e", "b-e"]


def ids(folder: Path, *wanted: tuple[str, int], **choices: object) -> list[str]:
    """The ids of the trials of files with those names and repeats."""
    found = []
    for name, repeat in wanted:
        path = folder / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        found.append((path, loaded(folder, f"{GOOD}repeat: {repeat}\n")))
    return [plan.id for plan in trial_plans(found, Choices.model_validate(choices))]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ([("a", 2), ("a-1", 1)], ["a-1", "a-2", "a-1~2"]),
        ([("a-1", 1), ("a", 2)], ["a-1", "a~2-1", "a~2-2"]),
        ([("a-1", 1), ("a", 2), ("a~2", 2)], ["a-1", "a~3-1", "a~3-2", "a~2-1", "a~2-2"]),
        ([("a", 2), ("a-1", 2), ("a-1-1", 1)], ["a-1", "a-2", "a-1-1", "a-1-2", "a-1-1~2"]),
        ([("a", 2), ("a-3", 1), ("b", 1)], ["a-1", "a-2", "a-3", "b"]),
        ([("x/a", 1), ("y/a", 2), ("x-a", 1)], ["x-a", "y-a-1", "y-a-2", "x-a~2"]),
    ],
)
def test_no_two_trials_share_an_id_and_one_that_clashes_with_none_keeps_its_own(
    tmp_path: Path, wanted: list[tuple[str, int]], given: list[str]
) -> None:
    assert ids(tmp_path, *wanted) == given


def test_repeats_of_the_command_line_clash_no_more_than_those_of_the_files(tmp_path: Path) -> None:
    assert ids(tmp_path, ("a", 1), ("a-1", 1)) == ["a", "a-1"]
    assert ids(tmp_path, ("a", 1), ("a-1", 1), ("a-1-2", 1), repeat=2) == [
        "a-1", "a-2", "a-1-1", "a-1-2", "a-1-2-1", "a-1-2-2",
    ]  # fmt: skip
    assert len(set(ids(tmp_path, ("a", 1), ("a-1", 1), ("a-1-1", 1), repeat=1))) == 3


@pytest.mark.parametrize(
    ("model", "given"),
    [
        (Expectation, {"probe": "stall_time", "equals": 1.0, "within": "NONE"}),
        (Expectation, {"probe": "stall_time", "at_most": "NONE"}),
        (Expectation, {"probe": "retry_delays", "equals": (1.0, "NONE")}),
        (Step, {"at": "NONE", "lasting": 1.0, "fault": "tab_hide"}),
        (After, {"step": 0, "plus": "NONE"}),
        (TrialPlan, {"id": "a", "experiment": "a", "title": "a", "watch": "NONE"}),
        (TrialPlan, {"id": "a", "experiment": "a", "title": "a", "drawn": {"a": "NONE"}}),
    ],
)
@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_plan_holds_no_number_that_its_journal_could_not(
    model: type[BaseModel], given: dict[str, object], number: float
) -> None:
    with pytest.raises(ValidationError, match="finite number"):
        model.model_validate(with_number(given, number))


def with_number(part: object, number: float) -> object:
    """The same with the number in its place."""
    if isinstance(part, dict):
        return {key: with_number(item, number) for key, item in part.items()}
    if isinstance(part, tuple):
        return tuple(with_number(item, number) for item in part)
    return number if part == "NONE" else part


def test_a_plan_comes_back_from_its_journal_as_it_was(tmp_path: Path) -> None:
    (one,) = plans(tmp_path, seed=7)
    assert TrialPlan.model_validate_json(one.model_dump_json()) == one


def test_every_experiment_in_the_repository_makes_a_plan() -> None:
    files = find([ROOT / "experiments"])
    made = trial_plans([(file, load(file)) for file in files], Choices())
    assert len(made) >= 2


def test_what_the_page_is_told_is_in_the_plan(tmp_path: Path) -> None:
    text = GOOD.replace("mode: flv", "mode: flv, page: {breaker: false, viewers: 10}")
    (one,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, text))], Choices())
    assert one.rig.page.model_dump() == {"breaker": False, "chat": True, "viewers": 10}


def test_a_fault_at_0_is_there_before_the_page(tmp_path: Path) -> None:
    early = GOOD.replace("at: 5", "at: 0").replace("steady-state: {frame_rate: {at_least: 27}}\n", "")
    early = early.replace("recovered: true", "stall_count: {at_least: 0}")
    (one,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, early))], Choices())
    assert one.begins_broken
    assert not plans(tmp_path)[0].begins_broken


@pytest.mark.parametrize(
    ("experiment", "player", "slack", "within"),
    [
        ("", "", 2.0, 20.0),
        ("", "latency-slack: 5\nsteady-state: {within: 40}\n", 5.0, 40.0),
        ("latency-slack: 3.5\n", "latency-slack: 5\n", 3.5, 20.0),
        ("latency-slack: 0\n", "latency-slack: 5\n", 0.0, 20.0),
        ("steady-state: {within: 60, frame_rate: {at_least: 20}}\n", "", 2.0, 60.0),
        ("steady-state: {within: 60}\n", "steady-state: {within: 40}\n", 2.0, 40.0),
    ],
)
def test_the_slack_and_the_wait_are_settings_of_experiment_and_player(
    tmp_path: Path, *, experiment: str, player: str, slack: float, within: float
) -> None:
    (tmp_path / "players").mkdir()
    (tmp_path / "players" / "shop.yaml").write_text(f"title: T\nurl: http://h/\n{player}", encoding="utf-8")
    text = GOOD.replace("steady-state: {frame_rate: {at_least: 27}}\n", experiment).replace("reference", "shop")
    (plan,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, text))], Choices())
    assert (plan.latency_slack, plan.steady_within) == (slack, within)
    assert [limits.probe for limits in plan.steady_state] == ["frame_rate"] * ("frame_rate" in experiment)


def test_a_plan_of_an_earlier_version_has_what_was_fixed_then(tmp_path: Path) -> None:
    (plan,) = plans(tmp_path)
    old = {key: value for key, value in plan.model_dump().items() if key not in ("latency_slack", "steady_within")}
    read = TrialPlan.model_validate(old)
    assert (read.latency_slack, read.steady_within) == (2.0, 20.0)
