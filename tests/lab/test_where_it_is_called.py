"""A run takes nothing from the folder it is called in, and leaves nothing there, at home or among temporary files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chaoslab.setup.places import ROOT
from tests.lab.conftest import experiment
from tests.lab.stopping import short_scratch
from tests.setup.test_callers import ran, tempting

pytestmark = pytest.mark.lab


def test_a_run_in_a_tempting_folder_runs_none_of_it_and_leaves_nothing_but_its_report(tmp_path: Path) -> None:
    trap = tempting(tmp_path)
    (trap / "chaoslab.py").unlink()  # else `python -m` means that one
    home = tmp_path / "home"
    home.mkdir()
    file = experiment(tmp_path, expect="stall_time: {at_most: 30}", lasting=2, watch=3)
    before = sorted(trap.rglob("*"))
    with short_scratch() as scratch:
        done = subprocess.run(
            [sys.executable, "-m", "chaoslab", "run", str(file), "--out", str(tmp_path / "run")],
            cwd=trap,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
                "PYTHONPATH": str(ROOT),
                "PYTHONSTARTUP": str(trap / "startup.py"),
                "NODE_OPTIONS": "--require ./startup.js",
                "HOME": str(home),
                "TMPDIR": str(scratch),
            },
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert "imported" not in done.stdout + done.stderr
        assert done.returncode in (0, 1, 4), done.stdout + done.stderr  # whatever the player did
        assert ran(trap) == []
        assert sorted(trap.rglob("*")) == before
        assert [*home.rglob("*"), *scratch.rglob("*")] == []
