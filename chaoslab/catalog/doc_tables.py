"""The tables of the documents that are made from faults, probes and conditions, as Markdown."""

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


def settings_table(found: Sequence[FaultEntry]) -> str:
    """A row for each setting of each fault; the fault's name stands on its first row."""
    head = ("fault", "setting", "takes", "unless given", "meaning")
    return _table(
        head,
        (
            (f"`{one.name}`" if number == 0 else "", *_cells(setting))
            for one in found
            for number, setting in enumerate(one.settings)
        ),
    )


def probes_table(found: Sequence[ProbeEntry]) -> str:
    """A row for each probe: its unit, its shape, what it means."""
    head = ("probe", "unit", "shape", "meaning")
    return _table(head, ((f"`{one.name}`", one.unit or "–", one.shape, one.meaning) for one in found))


def definitions_table(found: Sequence[ProbeEntry]) -> str:
    """A row for each probe: how it is defined, and by whom."""
    head = ("probe", "definition", "source")
    return _table(head, ((f"`{one.name}`", one.definition.removesuffix("."), one.source) for one in found))


def conditions_table(found: Sequence[ConditionEntry]) -> str:
    """A row for each condition."""
    return _table(("condition", "met as soon as"), ((f"`{one.name}`", one.words) for one in found))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
    return "\n".join((f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines))


def _first(paragraphs: Sequence[str]) -> str:
    return paragraphs[0].removesuffix(".") if paragraphs else ""


def _setting_names(entry: FaultEntry) -> str:
    return ", ".join(f"`{setting.name}`" for setting in entry.settings) or "none: `{}`"


def _cells(one: Setting) -> tuple[str, ...]:
    default = default_in_words(one)
    shown = default if one.required or default == "–" else f"`{default}`"
    return (f"`{one.name}`", one.takes, shown, one.meaning)
