"""What `players` prints: every player that a name can stand for, or one in full."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from chaoslab.catalog.fields import say, say_fields
from chaoslab.catalog.player_entry import PlayerEntry
from chaoslab.players.spec import STATES

_KINDS = {
    "reference": "comes with the lab",
    "url": "a page at a URL",
    "folder": "a component that the lab builds",
    "server": "a player behind a server of its own",
}
_EACH_SAYS = "as each experiment says"


def show_players(entries: Sequence[PlayerEntry], console: Console) -> None:
    """A row for each player, a line for each that cannot be opened, and a line on how to see more."""
    states = Column("page states", max_width=20)
    table = Table(Column("player", no_wrap=True), "title", Column("kind", no_wrap=True), "mode", states)
    for entry in entries:
        table.add_row(Text(entry.name), _title(entry), *map(Text, (entry.kind, entry.mode or "–", _states(entry))))
    console.print(table)
    for entry in entries:
        if entry.problem:
            say(console, (f"{entry.name} cannot be opened: ", "red"), entry.problem, whole=True)
    tail = "`chaoslab players NAME` shows one in full; NAME may also be the path of a player file, or a URL"
    console.print(f"{len(entries)} players; {tail}", highlight=False)


def show_player(entry: PlayerEntry, console: Console) -> None:
    """Everything known about one player."""
    say(console, (entry.name, "bold"), f": {entry.title}\n")
    undeclared = [state for state in STATES if state not in entry.states]
    say_fields(
        console,
        ("Problem", entry.problem),
        ("Kind", _KINDS[entry.kind]),
        ("Opened at", entry.opened),
        ("File", str(entry.file or "")),
        ("Starts with", entry.mode.upper() or _EACH_SAYS),
        ("Sends", ", ".join(entry.secrets)),
        ("Follows", ", ".join(entry.models)),
        ("Page states", "all" if entry.kind == "reference" else _seen(entry)),
        ("Not declared", ", ".join(undeclared)),
    )


def _title(entry: PlayerEntry) -> Text:
    return Text("cannot be opened, see below", "red") if entry.problem else Text(entry.breaks or entry.title)


def _states(entry: PlayerEntry) -> str:
    return "all" if entry.kind == "reference" else ", ".join(entry.states) or "–"


def _seen(entry: PlayerEntry) -> str:
    return "\n".join(f"{state}: {sign}" for state, sign in entry.states.items())
