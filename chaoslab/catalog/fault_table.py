"""What `faults` prints: all of them by group, or one with all that there is to know of it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.fault_entry import FaultEntry
from chaoslab.catalog.settings import Setting
from chaoslab.files.located_yaml import one_line


def show_entries(found: Sequence[FaultEntry], console: Console) -> None:
    """A row for each fault, in its group, then one line that says how to see more."""
    table = Table(Column("fault", no_wrap=True), "what it does", "settings")
    for group, members in groupby(found, key=lambda one: one.group):
        table.add_section()
        table.add_row(Text(group, style="bold"))
        for one in members:
            table.add_row(Text(f"  {one.name}"), Text(one.does), Text(", ".join(map(_named, one.settings))))
    console.print(table)
    console.print(f"{len(found)} faults; `chaoslab faults NAME` tells all of one", highlight=False)


def show_entry(one: FaultEntry, console: Console) -> None:
    """All there is to know of one fault."""

    def say(*text: str | tuple[str, str], whole: bool = False) -> None:
        console.print(Text.assemble(*text), soft_wrap=whole)  # whole: as it can be copied

    say((one.name, "bold"), f" ({one.group}): {one.does}\n\n", "\n\n".join(one.about), "\n")
    console.print(_settings(one.settings) if one.settings else Text("It has no settings: {}"))
    say(("\nWitness  ", "bold"), "\n\n".join(one.witness_whole))
    if one.step is not None:
        say(("Example  ", "bold"), f"- {one_line(one.step)}", whole=True)
    if one.experiment is not None:
        say(("Shown by ", "bold"), str(one.experiment), whole=True)


def catalog_json(found: Sequence[FaultEntry]) -> list[dict[str, Any]]:
    """A mapping for each: name, group, does, settings (name → JSON Schema), required, witness, example, experiment."""
    return [
        {
            "name": one.name,
            "group": one.group,
            "does": one.does,
            "settings": {each.name: dict(each.schema) for each in one.settings},
            "required": [each.name for each in one.settings if each.required],
            "witness": one.witness,
            "example": one.step,
            "experiment": None if one.experiment is None else str(one.experiment),
        }
        for one in found
    ]


def default_in_words(one: Setting) -> str:
    """What a setting is unless given."""
    if one.required:
        return "must be given"
    return "–" if one.default is None else one_line(one.default)


def _settings(found: Sequence[Setting]) -> Table:
    table = Table(Column("setting", no_wrap=True), "takes", "unless given", "meaning")
    for one in found:
        table.add_row(*map(Text, (one.name, one.takes.replace("`", ""), default_in_words(one), one.meaning)))
    return table


def _named(one: Setting) -> str:
    return one.name if one.required else f"[{one.name}]"
