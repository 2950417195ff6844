"""What the machine says of itself."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from chaoslab.rig.processes import machine


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a control group."""
    file = tmp_path / "cpu.max"
    monkeypatch.setattr(machine, "_CGROUP", file)
    return file


@pytest.mark.parametrize(
    ("pinned", "limit", "cores"),  # as many processors, what the control group says, as many cores
    [
        (64, "200000 100000", 2.0),  # a container of two cores on a large host
        (64, "50000 100000", 0.5),
        (4, "max 100000", 4.0),
        (2, "800000 100000", 2.0),
        (4, "what is this", 4.0),
        (4, None, 4.0),
    ],
)
def test_the_cores_are_those_that_this_process_may_use(
    group: Path, pinned: int, limit: str | None, cores: float
) -> None:
    if limit is not None:
        group.write_text(limit + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _pid: set(range(pinned)), raising=False)
        assert machine.cores() == cores


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose settings name programs, each of which leaves a mark beside it; one file is changed."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("there is no git here")
    folder = tmp_path / "repository"
    folder.mkdir()

    def run(*words: str) -> None:
        named = ("-c", "user.name=n", "-c", "user.email=e@example.org")
        subprocess.run([git, *named, *words], cwd=folder, check=True, capture_output=True)

    run("init")
    (folder / "file").write_text("one")
    (folder / ".gitattributes").write_text("* filter=theirs")
    run("add", ".")
    run("commit", "-m", "one")
    (folder / "file").write_text("two")
    for setting in ("core.fsmonitor", "filter.theirs.clean", "filter.theirs.process"):
        run("config", setting, f"touch {tmp_path / 'ran'}; false")
    run("config", "filter.theirs.required", "true")
    monkeypatch.chdir(folder)
    return folder


def test_git_runs_no_program_that_a_repositorys_settings_name(repository: Path) -> None:
    state = machine.git_state()
    assert state is not None
    assert state["dirty"] is True
    assert not (repository.parent / "ran").exists()
    subprocess.run(["git", "status", "--porcelain"], check=False, capture_output=True)
    assert (repository.parent / "ran").exists()  # so it would have


def test_one_look_finds_the_descendants_of_several_processes() -> None:
    with subprocess.Popen(["sh", "-c", "sleep 30 & echo $!; wait"], stdout=subprocess.PIPE, text=True) as shell:
        assert shell.stdout is not None
        sleeper = int(shell.stdout.readline())
        try:
            assert machine.families([shell.pid, sleeper]) == {shell.pid: (shell.pid, sleeper), sleeper: (sleeper,)}
        finally:
            os.kill(sleeper, signal.SIGKILL)
            shell.kill()
