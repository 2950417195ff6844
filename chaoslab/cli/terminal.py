"""Output whose reader may go away (`chaoslab run … | head -2`): the lab then falls silent and works on."""

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

# What orders a terminal about, turns the direction of writing, ends a line elsewhere, or is half of a character.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with what only a terminal would obey written out, as `\\x1b`; lines stay lines."""
    return _UNSEEN.sub(lambda found: repr(found[0])[1:-1], text)


def on_one_line(text: str) -> str:
    """The same, line ends too."""
    return visible(text).replace("\n", "\\n")


class Terminal(Console):
    """A console that never ends the lab because its reader has gone, and that no name or title can control."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Every text as `visible` makes it."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=visible(segment.text))

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
