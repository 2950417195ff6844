"""What this process is allowed, before anything is started on it: too little is told by name, with what to run."""

import errno
import os
import resource
import shutil
from collections.abc import Iterable
from pathlib import Path

from chaoslab.errors import EnvironmentLacks
from chaoslab.setup.machine import free_ports

_WANTED_FILES = 4096
_FILES = 256  # below, Chromium ends while it starts
_ADDRESSES = 140_000_000 * 1024  # bytes; Chromium reserves far more than it uses, and ends with half of this
_SCRATCH = 100 * 10**6  # bytes; a trial's browser profile, its segments and its logs
_JOURNAL = 5 * 10**6  # bytes; of one trial with its screenshots
_FULL = 10**6  # bytes


def require(scratch: Path, folder: Path) -> None:
    """Lift what may be lifted. Raises EnvironmentLacks when a trial could not run with what is left.

    `scratch` is where the parts keep their files while they run, `folder` where the run will be.
    """
    files = _lifted(resource.RLIMIT_NOFILE, _WANTED_FILES)
    if files < _FILES:
        raise EnvironmentLacks(
            f"only {files} files may be open at once (ulimit -n), and a trial needs {_FILES}; "
            f"run `ulimit -n {_WANTED_FILES}` before the lab"
        )
    addresses = _lifted(resource.RLIMIT_AS, resource.RLIM_INFINITY)
    if addresses < _ADDRESSES:
        raise EnvironmentLacks(
            f"only {addresses / 1e9:.1f} GB of addresses may be used (ulimit -v), and a browser reserves "
            f"{_ADDRESSES / 1e9:.0f} GB, most of which it never uses; run `ulimit -v unlimited` before the lab"
        )
    if (mask := _umask()) & 0o700:
        problem = f"umask {mask:03o} denies this user the files that the lab makes"
        raise EnvironmentLacks(f"{problem}; run `umask 022` before the lab")
    _require_room(((scratch, _SCRATCH, "or name another folder in TMPDIR"), (folder, _JOURNAL, "or name one in --out")))
    if (ports := free_ports()).stops:
        raise EnvironmentLacks(f"there are too few free ports: {ports.found}; {ports.remedy}")


def require_what_is_left(*folders: Path) -> None:
    """Raise EnvironmentLacks when a disk is full by now: whatever failed since, it is not the player's doing."""
    _require_room((folder, _FULL, "") for folder in folders)


def _require_room(wanted: Iterable[tuple[Path, int, str]]) -> None:
    for folder, least, otherwise in wanted:
        there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
        free = shutil.disk_usage(there).free
        if free < least:
            room = f"{folder} has {free / 1e6:.1f} MB of disk left, and the lab needs {least / 1e6:.0f} MB there"
            raise EnvironmentLacks(f"{room}; free some{f', {otherwise}' if otherwise else ''}")


def cannot_write(path: Path, error: OSError) -> EnvironmentLacks:
    """The error to raise when a file of a run cannot be written."""
    remedy = "; free some room there" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return EnvironmentLacks(f"{path} cannot be written: {error.strerror}{remedy}")


def _lifted(limit: int, wanted: int) -> float:
    """The limit after an attempt to reach what is wanted; infinite where there is none."""
    soft, hard = resource.getrlimit(limit)
    if soft != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or soft < wanted):
        within = hard != resource.RLIM_INFINITY and (wanted == resource.RLIM_INFINITY or hard < wanted)
        soft = hard if within else wanted
        resource.setrlimit(limit, (soft, hard))
    return float("inf") if soft == resource.RLIM_INFINITY else soft


def _umask() -> int:
    mask = os.umask(0o077)  # it can only be read by being set
    os.umask(mask)
    return mask
