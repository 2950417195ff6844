"""What `conditions` prints: all of them, or one in full."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.condition_entry import ConditionEntry
from chaoslab.catalog.fields import say, say_copied, say_fields, say_files


def show_conditions(entries: Sequence[ConditionEntry], console: Console) -> None:
    """A row for each condition, then a line on how to see more."""
    table = Table(Column("condition", no_wrap=True), "met as soon as")
    for entry in entries:
        table.add_row(Text(entry.name), Text(entry.words))
    console.print(table)
    console.print(f"{len(entries)} conditions; `chaoslab conditions NAME` shows one in full", highlight=False)


def show_condition(entry: ConditionEntry, console: Console) -> None:
    """Everything known about one condition."""
    say(console, (entry.name, "bold"), f": met as soon as {entry.words}\n")
    for paragraph in entry.about:
        say(console, paragraph, "\n")
    say_fields(
        console,
        ("Goes with", "when, until"),
        ("Page states", f"{', '.join(entry.states)}: must be declared in the player's file" if entry.states else ""),
    )
    say_copied(console, "Example", entry.example)
    say_files(console, "Used by", entry.experiments)
