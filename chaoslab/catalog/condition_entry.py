"""One condition of the catalog: what it waits for, when exactly it is met, and which experiments use it."""

from dataclasses import dataclass
from pathlib import Path

from chaoslab import conditions
from chaoslab.catalog.asked_key import asked_key
from chaoslab.catalog.prose import paragraphs
from chaoslab.catalog.usage import Usage, files
from chaoslab.conditions import condition, names


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    """Everything to know about one condition before a step waits for it."""

    name: str
    words: str  # what holds when it is met
    about: tuple[str, ...]  # paragraphs: the class's own words
    states: tuple[str, ...]  # of the page, which a player must declare
    example: str  # a step of an experiment, on one line
    experiments: tuple[Path, ...]  # of the lab that use it


def condition_entries(usage: Usage) -> tuple[ConditionEntry, ...]:
    """Every condition, by name."""
    return tuple(_entry(name, usage) for name in names())


def condition_entry(name: str, usage: Usage) -> ConditionEntry:
    """One condition, by its key. Raises UsageError with the nearest name when there is none."""
    key = asked_key(name, conditions, kind="condition")
    return _entry(key, usage)


def _entry(name: str, usage: Usage) -> ConditionEntry:
    subject, uses = condition(name), usage.conditions.get(name, [])
    fallback = f"- {{when: {name}, within: 10, lasting: 5, fault: {{proxy_down: {{leg: flv}}}}}}"
    return ConditionEntry(
        name=name,
        words=subject.words,
        about=paragraphs(type(subject).__doc__),
        states=subject.states,
        example=next((use.line for use in uses if not use.drawn), fallback),
        experiments=files(uses),
    )
