"""Warns on standard error: of what still works but will not forever, and of what could not be read."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from chaoslab.files.renamed_key import RenamedKey
from chaoslab.journal.loss import Loss, told
from chaoslab.outward.gate import on_one_line


def warn(renamed: RenamedKey) -> None:
    """Print one line."""
    _say(str(renamed))


def warn_of_losses(losses: Sequence[Loss]) -> None:
    """Say what could not be read of a run, in a few lines for each file."""
    for line in told(losses):
        _say(line)


def _say(line: str) -> None:
    with suppress(OSError):  # nobody may be there to read it
        print(f"chaoslab: {on_one_line(line)}", file=sys.stderr, flush=True)
