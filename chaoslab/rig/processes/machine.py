"""The machine as the journal describes it; the only importer of psutil."""

import contextlib
import os
import platform
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

_CGROUP = Path("/sys/fs/cgroup/cpu.max")  # as a process in a container sees its own; cgroup v2


def facts() -> Mapping[str, Any]:
    """What a reader needs to judge the figures: platform, Python, cores, memory in GiB, load of the last minute."""
    return {
        "platform": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "load": round(os.getloadavg()[0], 2),
    }


def cores() -> float:
    """How many cores this process may use: those it is pinned to, or the share that its container was given."""
    pinned = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = _CGROUP.read_text(encoding="ascii").split()  # "max 100000" where there is no limit
        return min(float(pinned), int(quota) / int(period))
    return float(pinned)


def git_state() -> Mapping[str, Any] | None:
    """Commit and cleanliness of the working folder; None outside a repository or without git.

    A repository's settings can name programs that git would run; it is asked so that it runs none of them.
    """
    program = shutil.which("git")
    if program is None:
        return None
    git = [program, "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}"]
    try:
        commit = _output([*git, "rev-parse", "HEAD"])
        for setting in _filters(git):
            git += ["-c", f"{setting}={'false' if setting.endswith('.required') else ''}"]
        status = _output([*git, "status", "--porcelain", "--ignore-submodules=all"])
    except (subprocess.SubprocessError, OSError):
        return None
    return {"commit": commit, "dirty": bool(status)}


def _filters(git: list[str]) -> list[str]:
    """The names of the settings by which files go through a program before git compares them."""
    argv = [*git, "config", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$"]
    return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=5).stdout.split()


def process_state(pid: int) -> str:
    """`runs`, `stopped` (SIGSTOP) or `gone`, also for a zombie."""
    try:
        status = psutil.Process(pid).status()
    except psutil.NoSuchProcess:
        return "gone"
    if status in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
        return "gone"
    return "stopped" if status == psutil.STATUS_STOPPED else "runs"


def is_stopped(pid: int) -> bool:
    """Whether SIGSTOP or the like keeps a process from running; cheap, where the kernel says so in a file."""
    try:
        # `pid (name) state …`, where a name may hold anything.
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split(None, 1)[0] == b"T"
    except FileNotFoundError:
        return not Path("/proc/self/stat").exists() and process_state(pid) == "stopped"
    except (OSError, IndexError):
        return False  # it has ended


def _output(argv: list[str]) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=True, timeout=5).stdout.strip()


def load() -> float:
    """Share of all cores that was busy since the last call, whatever used them."""
    return round(psutil.cpu_percent() / 100, 3)


def family(pid: int) -> tuple[int, ...]:
    """A process and all its descendants."""
    with contextlib.suppress(psutil.Error):
        return (pid, *(child.pid for child in psutil.Process(pid).children(recursive=True)))
    return (pid,)


def families(pids: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Each of these processes with all its descendants; one look at the list of processes serves them all."""
    try:
        entries = [name for name in os.listdir("/proc") if name.isdecimal()]  # noqa: PTH208 - several times as fast
    except FileNotFoundError:
        return {pid: family(pid) for pid in pids}
    children: dict[int, list[int]] = {}
    for name in entries:
        with contextlib.suppress(OSError, IndexError):  # it has ended
            parent = int(Path(f"/proc/{name}/stat").read_bytes().rpartition(b")")[2].split(None, 2)[1])
            children.setdefault(parent, []).append(int(name))
    return {pid: tuple(_below(pid, children)) for pid in pids}


def _below(pid: int, children: Mapping[int, Sequence[int]]) -> Iterator[int]:
    yield pid
    for child in children.get(pid, ()):
        yield from _below(child, children)


def cpu_seconds(pid: int) -> float:
    """CPU time that a process of ours and its children have used so far, user and system."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in family)
