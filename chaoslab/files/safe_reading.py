"""Reads files that others wrote: regular ones only, none that is too large, and none that a link hides among a run's.

A pipe would never end, a device may never either, and a link in a folder that came from elsewhere may lead anywhere.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from chaoslab.errors import FileRefused, FileTooLarge

KIB, MIB, GIB = 2**10, 2**20, 2**30
# A device that is merely opened may act, and a pipe waits for its other end, so neither is opened at all; and if one
# takes a file's place in between, nothing waits for it.
_CALMLY = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_named(path: Path, most: int) -> bytes:
    """A file that a user named, up to `most` bytes long; a link to it will do.

    Raises FileNotFoundError, and FileRefused for what is no file, is too large or cannot be read.
    """
    try:
        with _opened(str(path), most) as file:
            return _whole(file, most)
    except (OSError, ValueError, FileRefused) as error:
        raise _named(error, path) from error


def text_of(content: bytes, encoding: str = "utf-8") -> str:
    """Bytes as text, each end of a line as one character. Raises UnicodeDecodeError."""
    return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def read_inside(folder: Path, place: str, most: int) -> bytes:
    """The file at a place inside a folder, such as `trials/x-1/plan.json`, with no link on the way or at its end.

    Raises FileNotFoundError, and FileRefused for what is no file, is too large or cannot be read.
    """
    with open_inside(folder, place, most) as file:
        try:
            return _whole(file, most)
        except (OSError, FileRefused) as error:
            raise _named(error, folder / place) from error


def open_inside(folder: Path, place: str, most: int) -> BinaryIO:
    """The same, opened, for a file that is read piece by piece."""
    *above, name = PurePosixPath(place).parts
    try:
        inner = enter(folder, above)
        try:
            return _opened(name, most, inner)
        finally:
            os.close(inner)
    except (OSError, ValueError, FileRefused) as error:
        raise _named(error, folder / place) from error


def enter(folder: Path, above: Sequence[str]) -> int:
    """The descriptor of a folder below another, with no link on the way. Raises OSError, FileRefused."""
    inner = os.open(folder, _FOLDER)
    for name in above:
        outer = inner
        try:
            _refuse_unless_folder(os.stat(name, dir_fd=outer, follow_symlinks=False))
            inner = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=outer)
        finally:
            os.close(outer)
    return inner


def kind_of(mode: int) -> str:
    """`a pipe`: what something that is no file is, by its mode."""
    return _KINDS.get(stat.S_IFMT(mode), "no file")


def _opened(path: str, most: int, folder: int | None = None) -> BinaryIO:
    """Relative to a folder, where one is given, no link is followed."""
    inside = folder is not None
    _refuse_unless_file(os.stat(path, dir_fd=folder, follow_symlinks=not inside))
    file = os.fdopen(os.open(path, _CALMLY | (os.O_NOFOLLOW if inside else 0), dir_fd=folder), "rb")
    try:
        _refuse_unless_file(found := os.fstat(file.fileno()))
        if found.st_size > most:
            raise FileTooLarge(Path(path), _too_large(most))
    except FileRefused:
        file.close()
        raise
    return file


def _whole(file: BinaryIO, most: int) -> bytes:
    content = file.read(most + 1)
    if len(content) > most:  # it has grown, or does not tell its size, as in /proc
        raise FileTooLarge(Path(), _too_large(most))
    return content


def _refuse_unless_file(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise FileRefused(Path(), f"is {kind_of(found.st_mode)}, not a file")


def _refuse_unless_folder(found: os.stat_result) -> None:
    if not stat.S_ISDIR(found.st_mode):
        raise FileRefused(Path(), f"lies in {kind_of(found.st_mode)}, not in a folder")


def _too_large(most: int) -> str:
    units = ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB"), (1, "bytes"))
    size, name = next((size, name) for size, name in units if most >= size)
    return f"is larger than {most // size} {name}"


def _named(error: Exception, path: Path) -> Exception:
    """The same error, about this file."""
    if isinstance(error, FileRefused):
        return type(error)(path, error.problem)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileNotFoundError(error.errno, error.strerror, str(path))
    # A name may hold a NUL, which Python refuses with a ValueError.
    return FileRefused(path, f"cannot be read ({getattr(error, 'strerror', None) or error})")
