"""A run takes nothing from the folder it is called in, and leaves nothing there, at home or among temporary files."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from chaoslab.setup.places import ROOT
from tests.lab.conftest import experiment
from tests.lab.stopping import short_scratch
from tests.setup.test_callers import ran, tempting

pytestmark = pytest.mark.lab


@dataclass(frozen=True)
class Called:
    """A run that was called in a tempting folder, and what it left where."""

    code: int
    said: str
    ran: list[str]
    in_the_folder: list[Path]
    at_home: list[Path]
    temporary: list[Path]


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Called:
    beside = tmp_path_factory.mktemp("called")
    trap, home = tempting(beside), beside / "home"
    (trap / "chaoslab.py").unlink()  # else `python -m` means that one
    home.mkdir()
    file = experiment(beside, expect="stall_time: {at_most: 30}", lasting=2, watch=3)
    before = set(trap.rglob("*"))
    with short_scratch() as scratch:
        done = subprocess.run(
            [sys.executable, "-m", "chaoslab", "run", str(file), "--out", str(beside / "run")],
            cwd=trap,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
                "PYTHONPATH": str(ROOT),
                "PYTHONSTARTUP": str(trap / "startup.py"),
                "NODE_OPTIONS": "--require ./startup.js",
                "HOME": str(home),
                "TMPDIR": str(scratch),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )
        left = [sorted({*folder.rglob("*")} - before) for folder in (trap, home, scratch)]
    return Called(done.returncode, done.stdout, ran(trap), *left)


def test_a_run_in_a_tempting_folder_runs_none_of_it(called: Called) -> None:
    assert called.code in (0, 1, 4), called.said  # whatever the player did
    assert "imported" not in called.said
    assert called.ran == []


def test_a_run_leaves_nothing_where_it_is_called_and_among_temporary_files(called: Called) -> None:
    assert called.in_the_folder == []
    assert called.temporary == []


def test_a_run_leaves_nothing_at_home(called: Called) -> None:
    assert called.at_home == []
