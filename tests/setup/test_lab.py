"""`./lab` itself: finds a Python, and is silent and quick when there is nothing to set up."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from chaoslab.setup import places
from chaoslab.setup.launch import main


def test_without_a_python_it_says_so_in_one_line_and_ends_with_5(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "dirname").symlink_to(shutil.which("dirname") or "")
    shutil.copy(places.ROOT / "lab", tmp_path)
    answer = subprocess.run(
        ["/bin/sh", str(tmp_path / "lab"), "demo"],
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 5
    assert answer.stderr.count("\n") == 1
    assert "Python 3.11 or later is missing" in answer.stderr


def test_a_set_up_that_failed_ends_with_5_and_starts_no_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chaoslab.setup.launch.prepare", lambda _due: (Exception("no room"),))
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("a verb was started"))
    assert main(["demo"]) == 5


def test_after_a_set_up_the_verb_is_started_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("chaoslab.setup.launch.prepare", lambda _due: ())
    monkeypatch.setattr(os, "execv", lambda _program, words: started.append(words))
    main(["run", "experiments/player", "--json", "out.json"])
    main(["test", "-k", "clock"])
    assert started[0] == [str(places.VENV / "bin" / "chaoslab"), "run", "experiments/player", "--json", "out.json"]
    assert started[1][1:] == ["-m", "chaoslab.setup.suite", "-k", "clock"]


@pytest.mark.lab
def test_a_call_with_nothing_to_set_up_is_silent_and_quick() -> None:
    began = time.monotonic()
    answer = subprocess.run([places.ROOT / "lab", "setup"], capture_output=True, text=True, check=False, cwd="/")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert time.monotonic() - began < 2
