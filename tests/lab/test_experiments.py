"""Every experiment that comes with the lab passes on the reference player, and each fault has one that shows it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chaoslab import faults
from chaoslab.setup.places import ROOT
from tests.lab.conftest import argv, environment

pytestmark = [pytest.mark.lab, pytest.mark.timeout(3300)]
FOLDERS = ("player", "signalling", "outages", "conformance", "faults")
PATHS = sorted(str(path.relative_to(ROOT)) for one in FOLDERS for path in (ROOT / "experiments" / one).glob("*.yaml"))
# These trials mostly wait. Where three at once are too many, the lab itself goes down to one: 35 min then.
LANES = 3


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What one run of them all came to, by the experiment's file."""
    folder = tmp_path_factory.mktemp("experiments")
    words = argv("run", *PATHS, "--lanes", str(LANES), "--out", folder / "run", "--json", folder / "out.json")
    subprocess.run(words, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, check=False, timeout=3240)
    found = json.loads((folder / "out.json").read_text(encoding="utf-8"))["trials"]
    return {str(Path(one["experiment"])): one for one in found}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_has_experiments(folder: str) -> None:
    assert [path for path in PATHS if path.startswith(f"experiments/{folder}/")]


@pytest.mark.parametrize("path", PATHS)
def test_it_passes_and_every_fault_was_witnessed(trials: dict[str, dict[str, Any]], path: str) -> None:
    trial = trials[path]
    assert [one for one in trial["receipts"] if not one["witnessed"]] == []
    assert trial["outcome"] == "passed", trial["reasons"]


@pytest.mark.parametrize("name", faults.names())
def test_its_own_experiment_shows_the_fault(trials: dict[str, dict[str, Any]], name: str) -> None:
    trial = trials[f"experiments/faults/{name.replace('_', '-')}.yaml"]
    assert name in {one["fault"] for one in trial["receipts"] if one["witnessed"]}
