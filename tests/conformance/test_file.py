"""Model files: what they say, and what is said of one that is wrong."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from chaoslab.conformance.file import find_models, model_schema, read_model
from chaoslab.conformance.model import Transition
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.setup.places import ROOT

MODELS = ROOT / "experiments/models"
FILES = sorted(MODELS.glob("*.yaml"))
GOOD = """title: A light
begins: off_
states:
  off_: {spinner_shown: on_}
  on_: {spinner_hidden: {to: off_, at_least: 1, at_most: 2}}
"""


def wrong(folder: Path, before: str, after: str) -> str:
    assert before in GOOD
    path = folder / "light.yaml"
    path.write_text(GOOD.replace(before, after, 1))
    with pytest.raises(ExperimentInvalid) as caught:
        read_model(path)
    return str(caught.value).removeprefix(f"{path}:")


def test_the_file_beside_the_models_is_the_schema_of_today() -> None:
    assert json.loads((MODELS / "schema.json").read_text()) == model_schema()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_model_of_the_lab_is_read_and_fits_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text()), model_schema())
    assert read_model(path).name == path.stem


def test_a_way_may_be_a_name_or_have_bounds_or_be_one_of_several(tmp_path: Path) -> None:
    path = tmp_path / "light.yaml"
    path.write_text(GOOD + "    playing: [{to: off_, at_most: 1}, {to: on_, at_least: 1}]\n".replace("    ", "  ", 1))
    path.write_text(GOOD.replace("on_}\n", "on_, playing: [{to: off_, at_most: 1}, {to: on_, at_least: 1}]}\n", 1))
    states = read_model(path).states
    assert states["off_"].goes["spinner_shown"] == (Transition(to="on_"),)
    assert states["on_"].goes["spinner_hidden"] == (Transition(to="off_", at_least=1, at_most=2),)
    assert [way.to for way in states["off_"].goes["playing"]] == ["off_", "on_"]


def test_an_observation_that_is_not_known_is_told_with_the_nearest(tmp_path: Path) -> None:
    problem = wrong(tmp_path, "spinner_shown", "spiner_shown")
    assert problem.startswith("4: states.off_.spiner_shown: unknown key; did you mean 'spinner_shown'?")


def test_a_state_that_is_none_is_told_with_the_nearest(tmp_path: Path) -> None:
    assert wrong(tmp_path, "begins: off_", "begins: of_") == (
        "2: begins: 'of_' is not a state of this model; did you mean 'off_'?"
    )
    assert wrong(tmp_path, "to: off_", "to: of_").startswith("5: states.on_.spinner_hidden: 'of_' is not a state")


def test_bounds_that_nothing_can_keep_are_refused(tmp_path: Path) -> None:
    assert (
        wrong(tmp_path, "at_least: 1", "at_least: 3")
        == "5: states.on_.spinner_hidden: at_least 3 is more than at_most 2"
    )


def test_a_state_that_nothing_leads_to_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, "{spinner_shown: on_}", "{spinner_shown: off_}") == (
        "5: states.on_: nothing leads to this state"
    )


def test_what_is_ignored_must_be_an_observation(tmp_path: Path) -> None:
    assert wrong(tmp_path, "begins", "ignores: [plaing]\nbegins").startswith(
        "2: ignores.0: 'plaing' is not known; did you mean 'playing'?"
    )


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "light.yaml"
    path.write_text("- a\n")
    with pytest.raises(ExperimentInvalid, match="a model begins with `title"):
        read_model(path)


def test_models_are_found_beside_the_experiments_and_in_those_of_the_lab(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models/light.yaml").write_text(GOOD)
    models = find_models(["light", "retry-policy", "light"], [tmp_path / "x.yaml"])
    assert [model.name for model in models] == ["light", "retry-policy"]


def test_a_name_that_is_no_model_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'retry-polcy' is no known model; did you mean 'retry-policy'"):
        find_models(["retry-polcy"], [tmp_path])


def test_a_name_that_no_file_can_have_is_no_model_either(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^'m{300}' is no known model \(known: "):
        find_models(["m" * 300], [tmp_path])


@pytest.mark.parametrize("name", ["../outside", "linked"])
def test_a_name_leads_to_no_file_out_of_the_models_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "outside.yaml").write_text(GOOD)
    (tmp_path / "models/linked.yaml").symlink_to("../outside.yaml")
    with pytest.raises(UsageError, match=f"^{name}: leads out of .*/models"):
        find_models([name], [tmp_path / "experiment.yaml"])
