"""One fault of the catalog: its description, its settings, its witness, and the experiment that shows it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaoslab import faults
from chaoslab.catalog.asked_key import asked_key
from chaoslab.catalog.prose import first_sentence, paragraphs
from chaoslab.catalog.settings import Setting, settings
from chaoslab.catalog.usage import document_of, from_here, steps_of
from chaoslab.faults import GROUPS, Fault, Group, fault_class, names


@dataclass(frozen=True, slots=True)
class FaultEntry:
    """Everything to know about one fault before it is used."""

    name: str
    group: Group
    does: str  # half a sentence
    about: tuple[str, ...]  # paragraphs: the class's own words
    settings: tuple[Setting, ...]
    witness: str  # one sentence: who sees what
    witness_whole: tuple[str, ...]  # paragraphs: with what else there is to say
    step: Mapping[str, Any] | None  # of the experiment that shows it, as its file has it
    experiment: Path | None


def fault_entries(experiments: Path) -> tuple[FaultEntry, ...]:
    """Every fault, by group and name; `experiments` holds NAME.yaml, with dashes, for each."""
    entries = (fault_entry(name, experiments) for name in names())
    return tuple(sorted(entries, key=lambda entry: (GROUPS.index(entry.group), entry.name)))


def fault_entry(name: str, experiments: Path) -> FaultEntry:
    """One fault, by its key. Raises UsageError with the nearest name when there is none."""
    key = asked_key(name, faults, kind="fault")
    kind = fault_class(key)
    path = experiments / f"{key.replace('_', '-')}.yaml"
    return FaultEntry(
        name=key,
        group=kind.group,
        does=_does(kind),
        about=paragraphs(kind.__doc__),
        settings=settings(kind),
        witness=first_sentence(kind.witness.__doc__),
        witness_whole=paragraphs(kind.witness.__doc__),
        step=_step(path, key),
        experiment=from_here(path) if path.is_file() else None,
    )


def _does(kind: type[Fault]) -> str:
    """What a fault's file says of it on opening: `Latency: what comes on a leg comes later by a set time.`"""
    opening = " ".join((sys.modules[kind.__module__].__doc__ or "").split("\n\n")[0].split())
    return opening.partition(": ")[2].rstrip(".") or opening.rstrip(".")


def _step(path: Path, name: str) -> Mapping[str, Any] | None:
    steps = steps_of(document_of(path)) if path.is_file() else []
    return next((step for step in steps if isinstance(step.get("fault"), dict) and name in step["fault"]), None)
