"""Writes files as a whole: a reader finds the old one or the new one, and two writers never mix theirs."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TextIO

from chaoslab.errors import FileRefused
from chaoslab.files.safe_reading import enter, kind_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_MORE = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_AS_USUAL = 0o666  # less the umask, as any new file


def replace_inside(folder: Path, place: str, content: bytes) -> Path:
    """Replace a file at a place inside a folder, with no link on the way; one in its place is replaced, not followed.

    Raises OSError, and FileRefused where a pipe, a device, a socket or a folder has the file's name.
    """
    *above, name = PurePosixPath(place).parts
    inner = enter(folder, above)
    try:
        _refuse_what_is_no_file(inner, name, folder / place)
        _replace(inner, name, content)
    except OSError as error:
        raise _about(error, folder / place) from error
    finally:
        os.close(inner)
    return folder / place


def append_inside(folder: Path, name: str) -> TextIO:
    """A file of a folder, opened for adding text to it. Raises OSError, and FileRefused for a link or no file."""
    inner = enter(folder, ())
    try:
        _refuse_what_is_no_file(inner, name, folder / name, link=True)
        opened = os.open(name, _MORE, _AS_USUAL, dir_fd=inner)
    finally:
        os.close(inner)
    return os.fdopen(opened, "a", encoding="utf-8", errors="backslashreplace")


def write_asked(path: Path, content: bytes) -> None:
    """Write where a user asked for it: a link stays and its target is replaced, as a whole.

    Anything that is not a file, such as a pipe or a device, is written to. Raises OSError.
    """
    if (stream := own_stream(path)) is not None:
        # Opened by name, a file would be written from its beginning, over what this process has already printed there.
        with os.fdopen(os.dup(stream), "wb") as opened:
            opened.write(content)
    elif path.exists() and not path.is_file():
        with path.open("wb") as opened:
            opened.write(content)
    else:
        file = path.resolve()
        replace_inside(file.parent, file.name, content)


def own_stream(path: Path) -> int | None:
    """The number of this process's stream that a path names, such as /dev/stdout or /dev/fd/3; open or not."""
    if str(path.parent) in ("/dev/fd", "/proc/self/fd") and path.name.isdecimal():
        return int(path.name)
    return {"/dev/stdout": 1, "/dev/stderr": 2}.get(str(path))


def _replace(folder: int, name: str, content: bytes) -> None:
    # Nobody can have put a link where the draft will be, and no other writer has the same one.
    draft = f".{secrets.token_hex(12)}.part"
    with os.fdopen(os.open(draft, _NEW, _AS_USUAL, dir_fd=folder), "wb") as opened:
        try:
            opened.write(content)
            opened.flush()
            os.replace(draft, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft, dir_fd=folder)
            raise


def _refuse_what_is_no_file(folder: int, name: str, path: Path, *, link: bool = False) -> None:
    """A link is refused only where it would be followed."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or (stat.S_ISLNK(mode) and not link)):
        raise FileRefused(path, f"is {kind_of(mode)}, not a file, and is not written to; remove it")


def _about(error: OSError, path: Path) -> OSError:
    return OSError(error.errno, error.strerror, str(path))
