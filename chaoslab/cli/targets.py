"""Where `--json FILE` and the like write: to a file, a pipe or a device, or to standard output when FILE is `-`."""

import os
from pathlib import Path
from typing import Any

from chaoslab.cli.terminal import Terminal
from chaoslab.errors import EnvironmentLacks, UsageError
from chaoslab.files.safe_writing import own_stream
from chaoslab.journal.journal import write_json

_STDOUT = Path("/dev/stdout")


def target(path: Path | None) -> Path | None:
    """What a flag names; `-` is standard output."""
    return _STDOUT if str(path) == "-" else path


def check_writable(flag: str, path: Path | None) -> None:
    """Raise UsageError for a path that cannot be written, before any work is done."""
    if path and not _is_writable(path):
        advice = "name a file in a folder that exists and that you may write to, or - for standard output"
        raise UsageError(f"{flag} {path}: cannot be written there; {advice}")


def write_asked(path: Path | None, content: Any, *, flag: str = "--json") -> None:
    """Write JSON to what a flag names, if it was given. Raises EnvironmentLacks when that fails after all."""
    if path is None:
        return
    try:
        write_json(path, content)
    except BrokenPipeError:
        raise  # whoever read it has gone, which is no mistake
    except OSError as error:
        raise EnvironmentLacks(f"{flag} {path}: cannot be written ({error.strerror})") from error


def is_stdout(path: Path | None) -> bool:
    """Whether a program will read standard output, where text for people would be in the way."""
    return path is not None and own_stream(path) == 1


def words_beside(*paths: Path | None) -> Terminal:
    """Where a run prints its progress: standard output, or standard error when that is taken."""
    return Terminal(stderr=any(map(is_stdout, paths)))


def tables_beside(path: Path | None) -> Terminal:
    """Where to print a table with the same content as the file: standard output, or nowhere when that is taken."""
    return Terminal(quiet=is_stdout(path))


def _is_writable(path: Path) -> bool:
    try:
        if path.is_dir():
            return False
        if own_stream(path) is not None or (path.exists() and not path.is_file()):
            return os.access(path, os.W_OK)
        folder = path.resolve().parent
        return folder.is_dir() and os.access(folder, os.W_OK)
    except (OSError, RuntimeError):  # a name that no file can have, or a circle of links
        return False
