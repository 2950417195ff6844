"""What `faults` prints: all of them by group, or one in full."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.fault_entry import FaultEntry
from chaoslab.catalog.settings import Setting
from chaoslab.files.located_yaml import one_line


def show_entries(entries: Sequence[FaultEntry], console: Console) -> None:
    """A row for each fault, in its group, then a line on how to see more."""
    table = Table(Column("fault", no_wrap=True), "what it does", "settings")
    for group, members in groupby(entries, key=lambda entry: entry.group):
        table.add_section()
        table.add_row(Text(group, style="bold"))
        for entry in members:
            table.add_row(Text(f"  {entry.name}"), Text(entry.does), Text(", ".join(map(_named, entry.settings))))
    console.print(table)
    console.print(f"{len(entries)} faults; `chaoslab faults NAME` shows one in full", highlight=False)


def show_entry(entry: FaultEntry, console: Console) -> None:
    """Everything known about one fault."""

    def say(*text: str | tuple[str, str], whole: bool = False) -> None:
        console.print(Text.assemble(*text), soft_wrap=whole)  # whole: not wrapped, to be copied

    say((entry.name, "bold"), f" ({entry.group}): {entry.does}\n\n", "\n\n".join(entry.about), "\n")
    console.print(_settings(entry.settings) if entry.settings else Text("It has no settings: {}"))
    say(("\nWitness  ", "bold"), "\n\n".join(entry.witness_whole))
    if entry.step is not None:
        say(("Example  ", "bold"), f"- {one_line(entry.step)}", whole=True)
    if entry.experiment is not None:
        say(("Shown by ", "bold"), str(entry.experiment), whole=True)


def catalog_json(entries: Sequence[FaultEntry]) -> list[dict[str, Any]]:
    """A mapping for each: name, group, does, settings (name → JSON Schema), required, witness, example, experiment."""
    return [
        {
            "name": entry.name,
            "group": entry.group,
            "does": entry.does,
            "settings": {setting.name: dict(setting.schema) for setting in entry.settings},
            "required": [setting.name for setting in entry.settings if setting.required],
            "witness": entry.witness,
            "example": entry.step,
            "experiment": None if entry.experiment is None else str(entry.experiment),
        }
        for entry in entries
    ]


def default_in_words(setting: Setting) -> str:
    """A setting's default."""
    if setting.required:
        return "required"
    return "–" if setting.default is None else one_line(setting.default)


def _settings(settings: Sequence[Setting]) -> Table:
    table = Table(Column("setting", no_wrap=True), "takes", "default", "meaning")
    for setting in settings:
        takes, default = setting.takes.replace("`", ""), default_in_words(setting)
        table.add_row(*map(Text, (setting.name, takes, default, setting.meaning)))
    return table


def _named(setting: Setting) -> str:
    return setting.name if setting.required else f"[{setting.name}]"
