"""The published schema of experiment files."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from chaoslab import faults, probes
from chaoslab.experiment.load import find
from chaoslab.experiment.schema import experiment_schema
from chaoslab.setup.places import ROOT

EXPERIMENTS = ROOT / "experiments"


def test_the_file_beside_the_experiments_is_the_schema_of_today() -> None:
    assert json.loads((EXPERIMENTS / "schema.json").read_text()) == experiment_schema()


@pytest.mark.parametrize("path", find([EXPERIMENTS]), ids=lambda path: path.stem)
def test_it_accepts_every_experiment(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text()), experiment_schema())


def test_it_refuses_an_unknown_key() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "T", "expect": [{"recovered": True}], "wacth": 1}, experiment_schema())


def test_it_names_every_fault_and_probe() -> None:
    text = json.dumps(experiment_schema())
    assert all(f'"{name}"' in text for name in (*faults.names(), *probes.names()))
