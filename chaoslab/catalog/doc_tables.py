"""The Markdown tables in the documents that are generated from faults, probes and conditions."""

from collections.abc import Iterable, Sequence

from chaoslab.catalog.condition_entry import ConditionEntry
from chaoslab.catalog.fault_entry import FaultEntry
from chaoslab.catalog.fault_table import default_in_words
from chaoslab.catalog.probe_entry import ProbeEntry
from chaoslab.catalog.settings import Setting


def faults_table(entries: Sequence[FaultEntry]) -> str:
    """A row for each fault: what it does, its settings, who sees it; only the first paragraph of each docstring."""
    head = ("fault", "what it does", "settings", "witness")
    return _table(
        head,
        (
            (f"`{entry.name}`", _first(entry.about), _setting_names(entry), _first(entry.witness_whole))
            for entry in entries
        ),
    )


def settings_table(entries: Sequence[FaultEntry]) -> str:
    """A row for each setting of each fault; the fault's name stands on its first row."""
    head = ("fault", "setting", "takes", "default", "meaning")
    return _table(
        head,
        (
            (f"`{entry.name}`" if number == 0 else "", *_cells(setting))
            for entry in entries
            for number, setting in enumerate(entry.settings)
        ),
    )


def probes_table(entries: Sequence[ProbeEntry]) -> str:
    """A row for each probe: its unit, its shape, what it means."""
    head = ("probe", "unit", "shape", "meaning")
    return _table(head, ((f"`{entry.name}`", entry.unit or "–", entry.shape, entry.meaning) for entry in entries))


def definitions_table(entries: Sequence[ProbeEntry]) -> str:
    """A row for each probe: how it is defined, and by whom."""
    head = ("probe", "definition", "source")
    return _table(head, ((f"`{entry.name}`", entry.definition.removesuffix("."), entry.source) for entry in entries))


def conditions_table(entries: Sequence[ConditionEntry]) -> str:
    """A row for each condition."""
    return _table(("condition", "met as soon as"), ((f"`{entry.name}`", entry.words) for entry in entries))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return "\n".join((f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines))


def _first(paragraphs: Sequence[str]) -> str:
    return paragraphs[0].removesuffix(".") if paragraphs else ""


def _setting_names(entry: FaultEntry) -> str:
    return ", ".join(f"`{setting.name}`" for setting in entry.settings) or "none: `{}`"


def _cells(setting: Setting) -> tuple[str, ...]:
    default = default_in_words(setting)
    shown = default if setting.required or default == "–" else f"`{default}`"
    return (f"`{setting.name}`", setting.takes, shown, setting.meaning)
