"""Plans made from experiments."""

from pathlib import Path

from chaoslab import experiment
from chaoslab.plan import Choices, TrialPlan, trial_plans
from tests.test_experiment import GOOD, loaded


def plans(folder: Path, **choices: object) -> tuple[TrialPlan, ...]:
    path = folder / "e.yaml"
    return trial_plans([(path, loaded(folder, GOOD))], Choices.model_validate(choices))


def test_the_last_fault_and_the_watch_make_the_length(tmp_path: Path) -> None:
    (one,) = plans(tmp_path)
    assert (one.last_lift, one.length) == (25.0, 35.0)


def test_repeats_get_ids_of_their_own_that_sort(tmp_path: Path) -> None:
    ids = [one.id for one in plans(tmp_path, repeat=10)]
    assert ids[0] == "e-01"
    assert ids == sorted(ids)


def test_files_of_one_name_in_two_folders_keep_apart(tmp_path: Path) -> None:
    pairs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        pairs.append((tmp_path / name / "e.yaml", loaded(tmp_path / name, GOOD)))
    assert [one.id for one in trial_plans(pairs, Choices())] == ["a-e", "b-e"]


def test_a_plan_comes_back_from_its_journal_as_it_was(tmp_path: Path) -> None:
    (one,) = plans(tmp_path, seed=7)
    assert TrialPlan.model_validate_json(one.model_dump_json()) == one


def test_every_experiment_in_the_repository_makes_a_plan() -> None:
    files = experiment.find([Path(__file__).parent.parent / "experiments"])
    made = trial_plans([(file, experiment.load(file)) for file in files], Choices())
    assert len(made) >= 2


def test_what_the_page_is_told_is_in_the_plan(tmp_path: Path) -> None:
    text = GOOD.replace("mode: flv", "mode: flv, page: {breaker: false, viewers: 10}")
    (one,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, text))], Choices())
    assert one.rig.page.model_dump() == {"breaker": False, "chat": True, "viewers": 10}


def test_a_fault_at_0_is_there_before_the_page(tmp_path: Path) -> None:
    early = GOOD.replace("at: 5", "at: 0").replace("steady-state: {frame_rate: {at_least: 27}}\n", "")
    (one,) = trial_plans([(tmp_path / "e.yaml", loaded(tmp_path, early))], Choices())
    assert one.begins_broken
    assert not plans(tmp_path)[0].begins_broken
