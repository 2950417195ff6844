"""Output whose reader may go away (`chaoslab run … | head -2`): the lab then falls silent and works on."""

import io
import logging
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from chaoslab.outward.gate import GatedFormatter, shown


class Terminal(Console):
    """A console that never ends the lab because its reader has gone, and that no name or title can control."""

    def __init__(self, **how: Any) -> None:
        # Without highlighting, which would cut a text into pieces that are harmless one by one.
        super().__init__(**{"highlight": False, **how})

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Every text as `shown` makes it."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown(segment.text))

    def on_broken_pipe(self) -> None:
        """Say nothing more."""
        self.quiet = True
        silence(sys.stderr if self.stderr else sys.stdout)


def make_streams_safe() -> None:
    """Let neither a character that the terminal cannot show end the lab, nor what a library logs pass as it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if logging.lastResort:
        logging.lastResort.setFormatter(GatedFormatter())


def silence(stream: TextIO) -> None:
    """Discard what Python has still buffered for a stream, so that closing it finds no broken pipe either."""
    with suppress(OSError, ValueError):  # it may not be a file at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
