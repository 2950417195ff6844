"""What `probes` prints: all of them, or one in full."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.fields import say, say_copied, say_fields, say_files
from chaoslab.catalog.probe_entry import ProbeEntry
from chaoslab.english import listed


def show_probes(entries: Sequence[ProbeEntry], console: Console) -> None:
    """A row for each probe, then a line on how to see more."""
    table = Table(Column("probe", no_wrap=True), Column("unit", no_wrap=True), Column("shape", no_wrap=True), "meaning")
    for entry in entries:
        table.add_row(*map(Text, (entry.name, entry.unit or "–", entry.shape, entry.meaning)))
    console.print(table)
    console.print(f"{len(entries)} probes; `chaoslab probes NAME` shows one in full", highlight=False)


def show_probe(entry: ProbeEntry, console: Console) -> None:
    """Everything known about one probe."""
    say(console, (entry.name, "bold"), f": {entry.meaning}\n")
    for paragraph in (entry.definition, *entry.about):
        say(console, paragraph, "\n")
    say_fields(
        console,
        ("Source", "the lab's own" if entry.source == "own" else entry.source),
        ("Unit", entry.unit),
        ("Shape", entry.shape),
        ("Takes", entry.limits),
        ("Needs", listed(entry.needs)),
        ("Page states", f"{', '.join(entry.states)}: must be declared in the player's file" if entry.states else ""),
    )
    say_copied(console, "Example", entry.example)
    say_files(console, "Used by", entry.experiments)
