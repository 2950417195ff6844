"""What a process may not do is told by name before a trial begins; what may be lifted is lifted."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chaoslab.errors import EnvironmentLacks
from chaoslab.setup import limits
from chaoslab.setup.components import State
from chaoslab.setup.machine import Check
from chaoslab.setup.places import ROOT

EXPERIMENT = ROOT / "experiments" / "player" / "flv-outage-falls-back-to-hls.yaml"


def run_under(limit: Callable[[], object], folder: Path) -> tuple[int, str]:
    """Exit code and last words of a run that begins under a limit; it ends before it starts anything."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "chaoslab", "run", str(EXPERIMENT), "--out", str(folder / "run")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "400"},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not (folder / "run").exists()
    assert done.stderr.count("\n") == 1, done.stderr
    return done.returncode, done.stderr.strip()


def test_too_few_open_files_are_told(tmp_path: Path) -> None:
    code, said = run_under(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)), tmp_path)
    assert code == 5
    assert said == (
        "chaoslab: only 64 files may be open at once (ulimit -n), and a trial needs 256; "
        "run `ulimit -n 4096` before the lab"
    )


def test_too_few_addresses_are_told(tmp_path: Path) -> None:
    code, said = run_under(lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * 10**9, 4 * 10**9)), tmp_path)
    assert code == 5
    assert "only 4.0 GB of addresses may be used (ulimit -v)" in said
    assert "run `ulimit -v unlimited` before the lab" in said


def test_a_umask_that_takes_the_labs_files_away_is_told(tmp_path: Path) -> None:
    code, said = run_under(lambda: os.umask(0o777), tmp_path)
    assert code == 5
    assert "umask 777 denies this user the files that the lab makes; run `umask 022` before the lab" in said


def test_a_limit_that_may_be_lifted_is_lifted_and_needs_no_word(tmp_path: Path) -> None:
    lifting = "from chaoslab.setup import limits; from pathlib import Path; limits.require(Path('/'), Path('/'))"
    look = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    argv = ["-c", f"{lifting}; {look}"]
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < 4096:
        pytest.skip(f"no more than {hard} open files are allowed here")
    done = subprocess.run(
        [sys.executable, *argv],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard)),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.stdout, done.stderr) == ("4096\n", "")


@pytest.mark.parametrize("short", ["scratch", "run"])
def test_a_disk_with_too_little_room_is_told_with_its_path(
    tmp_path: Path, short: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scratch").mkdir()
    usage = shutil.disk_usage(tmp_path)

    def nearly_full(folder: Path) -> object:
        return usage._replace(free=2 * 10**6) if (folder.name == "scratch") == (short == "scratch") else usage

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    with pytest.raises(EnvironmentLacks, match=rf"{tmp_path}/{short} has 2\.0 MB of disk left, and the lab needs"):
        limits.require(tmp_path / "scratch", tmp_path / "run")  # where the run's folder is yet to be made


def test_too_few_ports_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = Check("free ports", "none on 127.0.0.1", "", State.MISSING, "find out what occupies the ports")
    monkeypatch.setattr(limits, "free_ports", lambda: none)
    with pytest.raises(EnvironmentLacks, match=r"too few free ports: none on 127\.0\.0\.1; find out what occupies"):
        limits.require(tmp_path, tmp_path)


def test_a_disk_that_is_full_by_now_is_the_machines_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits.require_what_is_left(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 0))
    with pytest.raises(EnvironmentLacks, match=rf"{tmp_path} has 0\.0 MB of disk left"):
        limits.require_what_is_left(tmp_path)
