"""Starts the lab on an outage to be stopped, and looks for what a stopped lab left behind."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.lab.conftest import argv, environment, experiment

GONE_WITHIN = 2.0  # seconds
_LISTENS = "0A"  # TCP_LISTEN in /proc/net/tcp


@contextmanager
def short_scratch() -> Iterator[Path]:
    """A folder for the lab's temporary files, with a name short enough for sockets."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="s") as folder:
        yield Path(folder)


@contextmanager
def started(folder: Path, scratch: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run of an outage of 30 s into folder/run, whose temporary files go to scratch."""
    path = experiment(folder, expect="flv_retries: {equals: 3}", lasting=30, watch=5)
    env = {**environment(), "TMPDIR": str(scratch)}
    words = argv("run", path, "--retries", "0", "--out", folder / "run")  # another try would be another journal
    with subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as lab:
        try:
            yield lab
        finally:
            lab.kill()


def wait_for(lab: "subprocess.Popen[str]", words: str) -> None:
    """Read on until the lab has said this."""
    assert lab.stdout is not None
    said = []
    for line in lab.stdout:
        said.append(line)
        if words in line:
            return
    raise AssertionError(f"the lab ended before it said {words!r}: {''.join(said)}")


def descendants(lab: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Everything that the lab has started, and what that has started."""
    try:
        return psutil.Process(lab.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def listening(processes: Sequence[psutil.Process]) -> frozenset[str]:
    """The sockets (by inode) at which any of these waits for connections: a port's number may soon be another's."""
    held = {link for one in processes for link in _links(one.pid)}
    return frozenset(inode for inode in all_listening() if f"socket:[{inode}]" in held)


def all_listening() -> frozenset[str]:
    """Every socket (by inode) of this machine at which somebody waits for TCP connections."""
    rows = [line.split() for file in ("tcp", "tcp6") for line in Path(f"/proc/net/{file}").read_text().splitlines()[1:]]
    return frozenset(row[9] for row in rows if row[3] == _LISTENS)


def _links(pid: int) -> list[str]:
    try:
        return [str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:  # it has ended, or closed what was just listed
        return []


def left_over(processes: Sequence[psutil.Process], scratch: Path) -> list[object]:
    """What is still there two seconds later: processes and files."""
    deadline = time.monotonic() + GONE_WITHIN
    while time.monotonic() < deadline and (_alive(processes) or any(scratch.iterdir())):
        time.sleep(0.05)
    return [*_alive(processes), *scratch.iterdir()]


def _alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    found = []
    for one in processes:
        try:
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
        except psutil.NoSuchProcess:
            continue
    return found
