"""What `faults`, `probes`, `conditions` and `players` do: list all, or show one in full, as a table or as JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from rich.console import Console

from chaoslab.catalog.as_json import entries_json
from chaoslab.catalog.condition_entry import condition_entries, condition_entry
from chaoslab.catalog.condition_table import show_condition, show_conditions
from chaoslab.catalog.fault_entry import fault_entries, fault_entry
from chaoslab.catalog.fault_table import catalog_json, show_entries, show_entry
from chaoslab.catalog.player_entry import player_entries, player_entry
from chaoslab.catalog.player_table import show_player, show_players
from chaoslab.catalog.probe_entry import probe_entries, probe_entry
from chaoslab.catalog.probe_table import show_probe, show_probes
from chaoslab.catalog.usage import usage
from chaoslab.cli.targets import check_writable, tables_beside, write_asked
from chaoslab.setup.places import EXPERIMENTS

T = TypeVar("T")


@dataclass(frozen=True)
class _Catalog(Generic[T]):
    every: Callable[[], Sequence[T]]
    one: Callable[[str], T]
    show_every: Callable[[Sequence[T], Console], None]
    show_one: Callable[[T, Console], None]
    as_json: Callable[[Sequence[T]], list[dict[str, Any]]]


_FAULTS = EXPERIMENTS / "faults"
_CATALOGS: Mapping[str, _Catalog[Any]] = MappingProxyType(
    {
        "faults": _Catalog(
            lambda: fault_entries(_FAULTS), lambda name: fault_entry(name, _FAULTS), show_entries, show_entry,
            catalog_json,
        ),
        "probes": _Catalog(
            lambda: probe_entries(usage(EXPERIMENTS)), lambda name: probe_entry(name, usage(EXPERIMENTS)),
            show_probes, show_probe, entries_json,
        ),
        "conditions": _Catalog(
            lambda: condition_entries(usage(EXPERIMENTS)), lambda name: condition_entry(name, usage(EXPERIMENTS)),
            show_conditions, show_condition, entries_json,
        ),
        "players": _Catalog(
            lambda: player_entries(Path.cwd()), lambda name: player_entry(name, Path.cwd()),
            show_players, show_player, entries_json,
        ),
    }
)  # fmt: skip


def show_catalog(kind: str, name: str | None, json_file: Path | None) -> None:
    """List all of a kind (`faults`), or show the one with that name."""
    check_writable("--json", json_file)
    catalog, console = _CATALOGS[kind], tables_beside(json_file)
    entries = catalog.every() if name is None else (catalog.one(name),)
    if name is None:
        catalog.show_every(entries, console)
    else:
        catalog.show_one(entries[0], console)
    write_asked(json_file, catalog.as_json(entries))
