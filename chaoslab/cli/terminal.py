"""Output whose reader may go away (`chaoslab run … | head -2`): the lab then falls silent and works on."""

import os
import sys
from contextlib import suppress
from typing import TextIO

from rich.console import Console


class Terminal(Console):
    """A console that never ends the lab because its reader has gone."""

    def on_broken_pipe(self) -> None:
        """Say nothing more."""
        self.quiet = True
        silence(sys.stderr if self.stderr else sys.stdout)


def silence(stream: TextIO) -> None:
    """Discard what Python has still buffered for a stream, so that closing it finds no broken pipe either."""
    with suppress(OSError, ValueError):  # it may not be a file at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
