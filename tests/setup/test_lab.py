"""`./lab` itself: finds a Python, and is silent and quick when there is nothing to set up."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chaoslab.setup import places
from chaoslab.setup.launch import main
from tests.setup.made_steps import made_step

IMPORTING = "import time\nprint('there', flush=True)\ntime.sleep(10)\n"
WORKING = """
import time

def main(_):
    try:
        print("there", flush=True)
        time.sleep(10)
    except KeyboardInterrupt:
        return 130
"""


@pytest.fixture(autouse=True)
def _own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """`main` drops some, which the other tests may need."""
    monkeypatch.setattr(os, "environ", os.environ.copy())


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


def test_after_a_set_up_the_verb_is_started_with_its_words(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    (lab / "venvs" / "3" / "bin").mkdir(parents=True)
    (lab / "venv").symlink_to("venvs/3")
    monkeypatch.setattr("chaoslab.setup.launch.prepare", lambda _due: ())
    monkeypatch.setattr(os, "execv", lambda _program, words: started.append(words))
    main(["run", "experiments/player", "--json", "out.json"])
    main(["test", "-k", "clock"])
    # Not the link, which may lead elsewhere a moment later.
    python = [str((lab / "venvs" / "3" / "bin" / "python").resolve()), "-I", "-m"]
    assert started[0] == [*python, "chaoslab", "run", "experiments/player", "--json", "out.json"]
    assert started[1] == [*python, "chaoslab.setup.suite", "-k", "clock"]


def test_nothing_that_the_caller_has_set_for_programs_of_their_own_reaches_the_verb(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chaoslab.setup.launch.prepare", lambda _due: ())
    for name in ("PYTHONPATH", "PYTHONHOME", "NODE_OPTIONS"):
        os.environ[name] = "/odd"
    assert main(["setup"]) == 0
    assert not {"PYTHONPATH", "PYTHONHOME", "NODE_OPTIONS"} & os.environ.keys()


def test_a_clone_that_cannot_be_written_is_said_in_one_line_and_the_doctor_comes_all_the_same(
    lab: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("chaoslab.setup.packages.CHAOSLAB", Path(sys.executable))
    monkeypatch.setattr("chaoslab.setup.environments.hold", lambda **_: Path(sys.prefix))
    monkeypatch.setattr("chaoslab.setup.launch.steps", lambda **_: (made_step(lab / "thing"),))
    monkeypatch.setattr(os, "execv", lambda _program, words: started.append(words))
    lab.rmdir()
    lab.touch()  # stands for another user's folder, which keeps out everybody but root
    assert main(["demo"]) == 5
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{lab} cannot be written: File exists; run ./lab as the owner of" in said
    assert started == []
    main(["doctor"])
    assert started[0][1:] == ["-I", "-m", "chaoslab", "doctor"]


@pytest.mark.parametrize("when", ["while it imports", "while it works"])
def test_a_ctrl_c_leaves_no_traceback_and_the_work_has_pythons_own_handler(tmp_path: Path, when: str) -> None:
    package = tmp_path / "chaoslab" / "setup"
    package.mkdir(parents=True)
    shutil.copy(places.ROOT / "chaoslab/setup/__main__.py", package)
    (package / "launch.py").write_text(IMPORTING if when == "while it imports" else WORKING)
    words = [sys.executable, "-I", "-S", str(package / "__main__.py")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline() == "there\n"
        process.send_signal(signal.SIGINT)
        code, said = process.wait(10), process.stderr.read()
    assert said == ""
    assert code == (-signal.SIGINT if when == "while it imports" else 130)


@pytest.mark.lab
def test_a_call_with_nothing_to_set_up_is_silent_and_quick() -> None:
    def seconds() -> float:
        began = time.monotonic()
        answer = subprocess.run([places.ROOT / "lab", "setup"], capture_output=True, text=True, check=False, cwd="/")
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
        return time.monotonic() - began

    assert min(seconds() for _ in range(3)) < 2  # what the machine does beside it can make one of them slow
