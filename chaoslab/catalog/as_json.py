"""Entries of the catalog for programs: a mapping for each, from field name to value."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chaoslab.catalog.condition_entry import ConditionEntry
from chaoslab.catalog.player_entry import PlayerEntry
from chaoslab.catalog.probe_entry import ProbeEntry


def entries_json(entries: Sequence[ProbeEntry | ConditionEntry | PlayerEntry]) -> list[dict[str, Any]]:
    """In the given order; paths become text."""
    return [{key: _plain(value) for key, value in asdict(entry).items()} for entry in entries]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value
