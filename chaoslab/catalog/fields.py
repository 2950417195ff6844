"""Prints one entry of the catalog: paragraphs, named fields, lines to be copied, files."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

_MOST_FILES = 8  # the rest are only counted


def say(console: Console, *text: str | tuple[str, str], whole: bool = False) -> None:
    """One paragraph; `whole` is not wrapped, so that it can be copied."""
    console.print(Text.assemble(*text), soft_wrap=whole)


def say_fields(console: Console, *fields: tuple[str, str]) -> None:
    """A row for each field that is not empty."""
    table = Table.grid(Column(no_wrap=True), Column(), padding=(0, 2))
    for name, words in fields:
        if words:
            table.add_row(Text(name, "bold"), Text(words))
    console.print(table)


def say_copied(console: Console, name: str, line: str) -> None:
    """A line to be copied into a file, by itself and not wrapped."""
    say(console, (f"\n{name}", "bold"))
    say(console, f"  {line}", whole=True)


def say_files(console: Console, name: str, files: Sequence[Path]) -> None:
    """Files, one a line; nothing when there are none."""
    if not files:
        return
    say(console, (f"\n{name}", "bold"))
    for file in files[:_MOST_FILES]:
        say(console, f"  {file}", whole=True)
    if len(files) > _MOST_FILES:
        say(console, f"  and {len(files) - _MOST_FILES} more, which `--json -` lists")
