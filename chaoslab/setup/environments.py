"""The Python environments of the clone: each is made in a folder of its own, and none that is in use is removed.

An environment cannot be moved, so `.lab/venv` is a link to the one that counts, and `.lab/venv.next` to the one that is
being made. Whoever runs on one, or fills it, holds a shared lock on its folder, which ends with the process.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from chaoslab.setup import places

_MADE_FROM = "made-from"  # in an environment that was filled: the fingerprint of what it was made from
_UNFINISHED = ".unfinished"  # in one to which something is being added: after a kill, another one takes its place
_filling: list[int] = []  # what holds the lock on an environment that this process is making


def to_fill() -> Path:
    """The environment that packages go into: the one being made, else the one that counts."""
    return (_next() if _next().is_symlink() else places.VENV).resolve()


def is_whole(made_from: str) -> bool:
    """Whether the environment that counts was made from that, and nothing was cut while something was added to it."""
    try:
        recorded = (places.VENV / _MADE_FROM).read_text(encoding="utf-8")
    except OSError:
        return False
    program = places.VENV / "bin" / "chaoslab"
    return recorded == made_from and program.is_file() and not (places.VENV / _UNFINISHED).exists()


def begin() -> Path:
    """An empty folder for an environment, which `to_fill` gives from now on; what a set-up that was cut began goes."""
    _next().unlink(missing_ok=True)
    remove_unused()
    places.VENVS.mkdir(parents=True, exist_ok=True)
    taken = [int(folder.name) for folder in places.VENVS.iterdir() if folder.name.isdecimal()]
    made = places.VENVS / str(max(taken, default=0) + 1)
    made.mkdir()
    _filling.append(_share(made))
    _next().symlink_to(made.relative_to(places.LAB))
    return made


def finish(made_from: str, say: Callable[[str], None]) -> None:
    """Let the environment that was filled be the one that counts, in one rename; remove those that nobody uses."""
    (to_fill() / _MADE_FROM).write_text(made_from, encoding="utf-8")
    if _next().is_symlink():
        if places.VENV.is_dir() and not places.VENV.is_symlink():
            _out_of_the_way(places.VENV, say)
        _next().replace(places.VENV)
    while _filling:
        os.close(_filling.pop())
    remove_unused()


def add(adding: Callable[[], None]) -> None:
    """Add packages to the environment that counts; one to which not all came is not whole."""
    mark = to_fill() / _UNFINISHED
    mark.touch()
    adding()
    mark.unlink()


def hold(*, across_exec: bool = False) -> Path:
    """Hold on to the environment that counts until this process ends, and return its folder.

    Raises OSError when there is none.
    """
    while True:
        folder = places.VENV.resolve()
        held = _share(folder)
        # Between the look and the lock, another one may have taken its place, and it may have been removed.
        with suppress(OSError):
            if os.path.samestat(os.fstat(held), folder.stat()):
                os.set_inheritable(held, across_exec)
                return folder
        os.close(held)


def hold_own(prefix: Path) -> None:
    """The same for the environment that this process runs in, if it is one of the clone's."""
    if prefix.resolve().is_relative_to(places.LAB.resolve()):
        with suppress(OSError):  # it has just been removed
            _share(prefix)


def remove_unused() -> None:
    """Remove every environment but those that are linked or in use, whether whole or not."""
    linked = {place.resolve() for place in (places.VENV, _next())}
    for folder in places.VENVS.iterdir() if places.VENVS.is_dir() else ():
        if folder.resolve() in linked:
            continue
        with suppress(OSError):
            held = _lock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _next() -> Path:
    return places.LAB / "venv.next"


def _out_of_the_way(folder: Path, say: Callable[[str], None]) -> None:
    """Move an environment that lies where the link must be; whoever runs on it would lose it, so wait for them."""
    try:
        held = _lock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(f"· waiting for the labs that run on {folder}, which must make way for a link …")
        held = _lock(folder, fcntl.LOCK_EX)
    folder.rename(places.VENVS / "0")
    os.close(held)


def _share(folder: Path) -> int:
    """Where the file system knows no locks, nothing is held, and nothing is removed either."""
    try:
        return _lock(folder, fcntl.LOCK_SH)
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS):
            raise
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _lock(folder: Path, kind: int) -> int:
    """A descriptor that holds the lock until it is closed, or the process ends. Raises OSError."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, kind)
    except OSError:
        os.close(held)
        raise
    return held
