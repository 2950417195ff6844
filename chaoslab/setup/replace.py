"""Puts a new folder in the place of one that is used: whoever looks finds the old one or the new one, whole."""

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


def draft_of(home: Path) -> Path:
    """Where the folder is made that will take the place of `home`; what a set-up that was cut left there goes."""
    for left in (_draft(home), _old(home)):
        shutil.rmtree(left, ignore_errors=True)
    return _draft(home)


def put_in_place(draft: Path, home: Path) -> None:
    """Let the draft be `home`, and remove what was there. Both lie on one file system."""
    if not os.path.lexists(home):
        draft.rename(home)
        return
    old = draft if _exchanged(draft, home) else _old(home)
    if old is not draft:  # this system has no exchange: for a moment there is neither
        home.rename(old)
        draft.rename(home)
    if old.is_symlink():
        old.unlink()
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    with suppress(AttributeError, OSError):  # only Linux has it, and not on every file system
        rename = ctypes.CDLL(None).renameat2
        return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
    return False


def _draft(home: Path) -> Path:
    return home.with_name(f"{home.name}.draft")


def _old(home: Path) -> Path:
    return home.with_name(f"{home.name}.old")
