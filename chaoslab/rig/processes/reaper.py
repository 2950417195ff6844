"""A process that outlives the lab by a moment: when the lab is gone, it kills and removes what is left.

Run as a plain script. It reads `+pid N`, `-pid N`, `+one N`, `-one N`, `+dir PATH`, `-dir PATH`, one per line, on
standard input. When the input ends, however the lab died, it kills each process group (`pid`) and each single process
(`one`, which shares its group with others) that is still listed, and removes each folder. On Linux it also kills
every process whose TMPDIR is such a folder: a child that the lab had no time to list, and whatever that child has
started. A child that is not quite started holds the lab's end of the input open, so none comes later.
Only the standard library, so that it starts in a few milliseconds.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

_GRACE = 10.0  # seconds in which dying processes, on a busy machine, may still write into a folder being removed
_PAUSE = 0.02  # seconds between two tries
_PROC = Path("/proc")


def _kill_groups(groups: set[int]) -> None:
    for group in groups:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _kill_ones(processes: set[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def _kill_those_in(folder: str) -> None:
    marker = f"TMPDIR={folder}".encode()
    for process in _PROC.glob("[0-9]*"):
        try:
            if marker in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue  # it has ended, or is not ours


def _remove(folders: set[str]) -> None:
    deadline = time.monotonic() + _GRACE
    for folder in folders:
        while Path(folder).is_dir():
            _kill_those_in(folder)
            shutil.rmtree(folder, ignore_errors=True)
            if time.monotonic() > deadline:
                break
            time.sleep(_PAUSE)
        _kill_those_in(folder)  # processes forked just before the first look


def main() -> None:
    """Follow the lab until its end of the pipe closes, then clean up."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    listed: dict[str, set[str]] = {"pid": set(), "one": set(), "dir": set()}
    for line in sys.stdin:
        verb, _, value = line.rstrip("\n").partition(" ")
        if verb[:1] == "+":
            listed[verb[1:]].add(value)
        elif verb[:1] == "-":
            listed[verb[1:]].discard(value)
    _kill_groups({int(group) for group in listed["pid"]})
    _kill_ones({int(process) for process in listed["one"]})
    _remove(listed["dir"])


if __name__ == "__main__":
    main()
