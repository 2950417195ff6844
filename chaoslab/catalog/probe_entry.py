"""One probe of the catalog: what it measures and by whose definition, what it takes, and which experiments use it."""

from dataclasses import dataclass
from pathlib import Path

from chaoslab import probes
from chaoslab.catalog.asked_key import asked_key
from chaoslab.catalog.prose import paragraphs
from chaoslab.catalog.usage import Usage, files
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
    """Everything to know about one probe before it is used."""

    name: str
    unit: str  # empty for a count, and for yes or no
    shape: str  # as in `SHAPES`
    meaning: str  # half a sentence
    definition: str  # a sentence
    about: tuple[str, ...]  # paragraphs: the rest
    source: str  # whose definition it is
    limits: str  # the values it takes in an experiment, in words
    needs: tuple[str, ...]  # without which it measures nothing
    states: tuple[str, ...]  # of the page, which a player must declare
    example: str  # a line of an experiment
    experiments: tuple[Path, ...]  # of the lab that use it


def probe_entries(usage: Usage) -> tuple[ProbeEntry, ...]:
    """Every probe, by name."""
    return tuple(_entry(name, usage) for name in names())


def probe_entry(name: str, usage: Usage) -> ProbeEntry:
    """One probe, by its key. Raises UsageError with the nearest name when there is none."""
    key = asked_key(name, probes, kind="probe")
    return _entry(key, usage)


def _entry(name: str, usage: Usage) -> ProbeEntry:
    subject, uses = probe(name), usage.probes.get(name, [])
    definition, *about = paragraphs(type(subject).__doc__)
    fallback = f"- {name}: {_EXAMPLES[subject.shape]}"
    return ProbeEntry(
        name=name,
        unit=subject.unit,
        shape=SHAPES[subject.shape],
        meaning=subject.meaning,
        definition=definition,
        about=tuple(about),
        source=subject.source,
        limits=_LIMITS[subject.shape].format(wanted=subject.value_wanted),
        needs=_needs(subject),
        states=subject.states,
        example=next((use.line for use in uses if use.line.startswith("-") and not use.drawn), fallback),
        experiments=files(uses),
    )


def _needs(subject: Probe) -> tuple[str, ...]:
    needs = (
        (subject.needs_fault, "a fault"),
        (subject.needs_before, "playback before the first fault"),
        (subject.needs_time, "a `watch` long enough to see whether it recovered"),
    )
    return tuple(words for needed, words in needs if needed)
