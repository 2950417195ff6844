"""What `probes` prints: all of them, or one with all that there is to know of it."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.fields import say, say_copied, say_fields, say_files
from chaoslab.catalog.probe_entry import ProbeEntry
from chaoslab.english import listed


def show_probes(found: Sequence[ProbeEntry], console: Console) -> None:
    """A row for each probe, then one line that says how to see more."""
    table = Table(Column("probe", no_wrap=True), Column("unit", no_wrap=True), Column("shape", no_wrap=True), "meaning")
    for one in found:
        table.add_row(*map(Text, (one.name, one.unit or "–", one.shape, one.meaning)))
    console.print(table)
    console.print(f"{len(found)} probes; `chaoslab probes NAME` tells all of one", highlight=False)


def show_probe(one: ProbeEntry, console: Console) -> None:
    """All there is to know of one probe."""
    say(console, (one.name, "bold"), f": {one.meaning}\n")
    for paragraph in (one.definition, *one.about):
        say(console, paragraph, "\n")
    say_fields(
        console,
        ("Source", "the lab's own" if one.source == "own" else one.source),
        ("Unit", one.unit),
        ("Shape", one.shape),
        ("Takes", one.limits),
        ("Needs", listed(one.needs)),
        ("Page states", f"{', '.join(one.states)}: to be declared in the player's file" if one.states else ""),
    )
    say_copied(console, "Example", one.example)
    say_files(console, "Used by", one.experiments)
