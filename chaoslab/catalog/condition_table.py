"""What `conditions` prints: all of them, or one with all that there is to know of it."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.condition_entry import ConditionEntry
from chaoslab.catalog.fields import say, say_copied, say_fields, say_files


def show_conditions(found: Sequence[ConditionEntry], console: Console) -> None:
    """A row for each condition, then one line that says how to see more."""
    table = Table(Column("condition", no_wrap=True), "met as soon as")
    for one in found:
        table.add_row(Text(one.name), Text(one.words))
    console.print(table)
    console.print(f"{len(found)} conditions; `chaoslab conditions NAME` tells all of one", highlight=False)


def show_condition(one: ConditionEntry, console: Console) -> None:
    """All there is to know of one condition."""
    say(console, (one.name, "bold"), f": met as soon as {one.words}\n")
    for paragraph in one.about:
        say(console, paragraph, "\n")
    say_fields(
        console,
        ("Goes with", "when, until"),
        ("Page states", f"{', '.join(one.states)}: to be declared in the player's file" if one.states else ""),
    )
    say_copied(console, "Example", one.example)
    say_files(console, "Used by", one.experiments)
