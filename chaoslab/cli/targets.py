"""Where `--json FILE` and the like lead: to a file, to what is no file, or to standard output where FILE is `-`."""

import os
from pathlib import Path

from chaoslab.cli.terminal import Terminal
from chaoslab.errors import UsageError
from chaoslab.journal.journal import own_stream

_STDOUT = Path("/dev/stdout")


def target(given: Path | None) -> Path | None:
    """What a flag names; `-` is standard output."""
    return _STDOUT if str(given) == "-" else given


def check_writable(flag: str, named: Path | None) -> None:
    """Raise UsageError for what cannot be written to, before any work is done."""
    if named and not _is_writable(named):
        advice = "name a file in a folder that exists and that you may write to, or - for standard output"
        raise UsageError(f"{flag} {named}: cannot be written there; {advice}")


def is_stdout(named: Path | None) -> bool:
    """Whether a program will read standard output, which people's words would spoil."""
    return named is not None and own_stream(named) == 1


def words_beside(*named: Path | None) -> Terminal:
    """Where a run tells how it goes on: standard output, or standard error where that is taken."""
    return Terminal(stderr=any(map(is_stdout, named)))


def tables_beside(named: Path | None) -> Terminal:
    """Where a table is printed that says the same as the file: standard output, or nowhere where that is taken."""
    return Terminal(quiet=is_stdout(named))


def _is_writable(named: Path) -> bool:
    try:
        if named.is_dir():
            return False
        if own_stream(named) is not None or (named.exists() and not named.is_file()):
            return os.access(named, os.W_OK)
        folder = named.resolve().parent
        return folder.is_dir() and os.access(folder, os.W_OK)
    except (OSError, RuntimeError):  # a name that no file can have, or links in a circle
        return False
