"""Finds the process of each part of a running lab."""

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.kill_anywhere.kill import LAB
from tests.lab.stopping import descendants

# By the stem of the file to which the lab logs a child's standard error; several children may have one beginning.
_LOGGED_AS = {
    "publisher": "publisher",
    "origin": "lalserver",
    "harness": "harness",
    "signalling": "signalling",
    "Toxiproxy": "toxiproxy",
    "gate": "gates-",
    "browser": "browser",
}
# By words on the command line.
_CALLED_AS = {
    "renderer": ("--type=renderer",),
    "GPU process": ("--type=gpu-process",),
    "network service": ("network.mojom.NetworkService",),
    "driver": ("run-driver",),
    "reaper": ("reaper.py",),
}
_NOT_THE_PAGES = "--top-chrome-webui"  # a renderer of the browser's own


@dataclass(frozen=True, slots=True)
class Running:
    """What is known of a process from outside."""

    line: str  # its command line
    log: str  # stem of the file that takes its standard error
    child: bool  # whether the lab started it itself


def is_part(running: Running, part: str) -> bool:
    """Whether a process is that part of the lab."""
    if part in _LOGGED_AS:
        return running.child and running.log.startswith(_LOGGED_AS[part])
    return all(word in running.line for word in _CALLED_AS[part]) and _NOT_THE_PAGES not in running.line


def processes_of(lab: "subprocess.Popen[str]", victim: str) -> list[psutil.Process]:
    """Those of a part, or the lab's own; none while there is none."""
    if victim == LAB:
        return [psutil.Process(lab.pid)] if lab.poll() is None else []
    found = []
    for process in descendants(lab):
        with suppress(psutil.Error, OSError):
            if is_part(_running(process, lab.pid), victim):
                found.append(process)
    return found


def of_scratch(scratch: Path) -> list[psutil.Process]:
    """Every process, whoever started it, that names the folder for temporary files on its line or as its TMPDIR."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and names(str(scratch), process.cmdline(), _folder_of(process)):
                found.append(process)
    return found


def names(scratch: str, words: Sequence[str], folder: str) -> bool:
    """Whether a command line or a TMPDIR names a folder or what is in it."""
    return f"{folder}/".startswith(f"{scratch}/") or any(f"{scratch}/" in f"{word}/" for word in words)


def _folder_of(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return str(process.environ().get("TMPDIR", ""))
    return ""


def _running(process: psutil.Process, lab: int) -> Running:
    log = Path(f"/proc/{process.pid}/fd/2").readlink().stem
    return Running(" ".join(process.cmdline()), log, process.ppid() == lab)
