"""What `players` prints: all that a name can stand for, or one with all that is known of it."""

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


def show_players(found: Sequence[PlayerEntry], console: Console) -> None:
    """A row for each player, a line for each that cannot be opened, and one that says how to see more."""
    states = Column("page states", max_width=20)
    table = Table(Column("player", no_wrap=True), "title", Column("kind", no_wrap=True), "mode", states)
    for one in found:
        table.add_row(Text(one.name), _title(one), *map(Text, (one.kind, one.mode or "–", _states(one))))
    console.print(table)
    for one in found:
        if one.problem:
            say(console, (f"{one.name} cannot be opened: ", "red"), one.problem, whole=True)
    tail = "`chaoslab players NAME` tells all of one; NAME may also be the path of a player file, or a URL"
    console.print(f"{len(found)} players; {tail}", highlight=False)


def show_player(one: PlayerEntry, console: Console) -> None:
    """All there is to know of one player."""
    say(console, (one.name, "bold"), f": {one.title}\n")
    undeclared = [state for state in STATES if state not in one.states]
    say_fields(
        console,
        ("Problem", one.problem),
        ("Kind", _KINDS[one.kind]),
        ("Opened at", one.opened),
        ("File", str(one.file or "")),
        ("Starts with", one.mode.upper() or _EACH_SAYS),
        ("Sends", ", ".join(one.secrets)),
        ("Follows", ", ".join(one.models)),
        ("Page states", "all" if one.kind == "reference" else _seen(one)),
        ("Not declared", ", ".join(undeclared)),
    )


def _title(one: PlayerEntry) -> Text:
    return Text("cannot be opened, see below", "red") if one.problem else Text(one.breaks or one.title)


def _states(one: PlayerEntry) -> str:
    return "all" if one.kind == "reference" else ", ".join(one.states) or "–"


def _seen(one: PlayerEntry) -> str:
    return "\n".join(f"{name}: {seen}" for name, seen in one.states.items())
