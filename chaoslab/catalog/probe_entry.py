"""One probe of the catalog: what it measures and by whose definition, what it takes, and who uses it."""

from dataclasses import dataclass
from pathlib import Path

from chaoslab.catalog.prose import paragraphs
from chaoslab.catalog.usage import Usage, files
from chaoslab.errors import UsageError
from chaoslab.files.nearest import unknown_among
from chaoslab.probes import Probe, Shape, names, probe

SHAPES: dict[Shape, str] = {"number": "number", "list": "list", "yes_no": "yes/no"}
_LIMITS: dict[Shape, str] = {
    "number": "equals, at_least, at_most: {wanted}; within or within_percent beside equals",
    "list": "equals: {wanted}; within or within_percent beside it, for each item",
    "yes_no": "{wanted}",
}
_EXAMPLES: dict[Shape, str] = {"number": "{at_most: 1}", "list": "{equals: [1, 2], within: 0.1}", "yes_no": "true"}


@dataclass(frozen=True, slots=True)
class ProbeEntry:
    """What there is to know of one probe before it is used."""

    name: str
    unit: str  # empty for what is counted, or is yes or no
    shape: str  # as in `SHAPES`
    meaning: str  # half a sentence
    definition: str  # a sentence
    about: tuple[str, ...]  # paragraphs: what else there is to say
    source: str  # whose definition it is
    limits: str  # what stands behind it in an experiment, in words
    needs: tuple[str, ...]  # without which it measures nothing
    states: tuple[str, ...]  # of the page, which a player must declare
    example: str  # a line of an experiment
    experiments: tuple[Path, ...]  # of the lab that use it


def probe_entries(used: Usage) -> tuple[ProbeEntry, ...]:
    """Every probe, by name."""
    return tuple(_entry(name, used) for name in names())


def probe_entry(name: str, used: Usage) -> ProbeEntry:
    """One probe, by its key. Raises UsageError with the nearest name where there is none."""
    key = name.replace("-", "_")
    if key not in names():
        raise UsageError(f"{name}: there is no such probe{unknown_among(name, names(), command='probes')}")
    return _entry(key, used)


def _entry(name: str, used: Usage) -> ProbeEntry:
    one, uses = probe(name), used.probes.get(name, [])
    definition, *about = paragraphs(type(one).__doc__)
    own = f"- {name}: {_EXAMPLES[one.shape]}"
    return ProbeEntry(
        name=name,
        unit=one.unit,
        shape=SHAPES[one.shape],
        meaning=one.meaning,
        definition=definition,
        about=tuple(about),
        source=one.source,
        limits=_LIMITS[one.shape].format(wanted=one.value_wanted),
        needs=_needs(one),
        states=one.states,
        example=next((use.line for use in uses if use.line.startswith("-") and not use.drawn), own),
        experiments=files(uses),
    )


def _needs(one: Probe) -> tuple[str, ...]:
    told = (
        (one.needs_fault, "a fault"),
        (one.needs_before, "play before the first fault"),
        (one.needs_time, "a `watch` long enough to see whether it recovered"),
    )
    return tuple(words for needed, words in told if needed)
