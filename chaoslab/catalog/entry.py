"""One fault of the catalog: its words, its settings, who sees it, and the experiment that shows it."""

import inspect
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaoslab.catalog.settings import Setting, settings
from chaoslab.errors import UsageError
from chaoslab.faults import GROUPS, Fault, Group, fault_class, names
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.files.nearest import unknown_among

_SENTENCE = re.compile(r".+?\.(?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to know of one fault before it is used."""

    name: str
    group: Group
    does: str  # half a sentence
    about: tuple[str, ...]  # paragraphs: the class's own words
    settings: tuple[Setting, ...]
    witness: str  # one sentence: who sees what
    step: Mapping[str, Any] | None  # of the experiment that shows it, as its file has it
    experiment: Path | None


def entries(experiments: Path) -> tuple[Entry, ...]:
    """Every fault, by group and name; `experiments` holds NAME.yaml, with dashes, for each."""
    found = (entry(name, experiments) for name in names())
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.name)))


def entry(name: str, experiments: Path) -> Entry:
    """One fault, by its key. Raises UsageError with the nearest name where there is none."""
    key = name.replace("-", "_")
    if key not in names():
        raise UsageError(f"{name}: there is no such fault{unknown_among(name, names(), command='faults')}")
    kind = fault_class(key)
    path = experiments / f"{key.replace('_', '-')}.yaml"
    return Entry(
        name=key,
        group=kind.group,
        does=_does(kind),
        about=tuple(" ".join(part.split()) for part in inspect.cleandoc(kind.__doc__ or "").split("\n\n")),
        settings=settings(kind),
        witness=first_sentence(kind.witness.__doc__ or ""),
        step=_step(path, key),
        experiment=_from_here(path) if path.is_file() else None,
    )


def first_sentence(text: str) -> str:
    """The first sentence of a docstring, on one line."""
    found = _SENTENCE.match(inspect.cleandoc(text))
    return " ".join((found.group() if found else text).split())


def _from_here(path: Path) -> Path:
    """As short as a command line takes it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _does(kind: type[Fault]) -> str:
    """What a fault's file says of it on opening: `Latency: what comes on a leg comes later by a set time.`"""
    opening = " ".join((sys.modules[kind.__module__].__doc__ or "").split("\n\n")[0].split())
    return opening.partition(": ")[2].rstrip(".") or opening.rstrip(".")


def _step(path: Path, name: str) -> Mapping[str, Any] | None:
    if not path.is_file():
        return None
    steps = LocatedYaml.read(path).value.get("method", [])
    return next((step for step in steps if name in step.get("fault", {})), None)
