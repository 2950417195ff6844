"""One condition of the catalog: what is awaited, when exactly it is met, and who waits for it."""

from dataclasses import dataclass
from pathlib import Path

from chaoslab.catalog.prose import paragraphs
from chaoslab.catalog.usage import Usage, files
from chaoslab.conditions import condition, names
from chaoslab.errors import UsageError
from chaoslab.files.nearest import unknown_among


@dataclass(frozen=True, slots=True)
class ConditionEntry:
    """What there is to know of one condition before a step waits for it."""

    name: str
    words: str  # what is the case then
    about: tuple[str, ...]  # paragraphs: the class's own words
    states: tuple[str, ...]  # of the page, which a player must declare
    example: str  # a step of an experiment, on one line
    experiments: tuple[Path, ...]  # of the lab that wait for it


def condition_entries(used: Usage) -> tuple[ConditionEntry, ...]:
    """Every condition, by name."""
    return tuple(_entry(name, used) for name in names())


def condition_entry(name: str, used: Usage) -> ConditionEntry:
    """One condition, by its key. Raises UsageError with the nearest name where there is none."""
    key = name.replace("-", "_")
    if key not in names():
        raise UsageError(f"{name}: there is no such condition{unknown_among(name, names(), command='conditions')}")
    return _entry(key, used)


def _entry(name: str, used: Usage) -> ConditionEntry:
    one, uses = condition(name), used.conditions.get(name, [])
    own = f"- {{when: {name}, within: 10, lasting: 5, fault: {{proxy_down: {{leg: flv}}}}}}"
    return ConditionEntry(
        name=name,
        words=one.words,
        about=paragraphs(type(one).__doc__),
        states=one.states,
        example=next((use.line for use in uses if not use.drawn), own),
        experiments=files(uses),
    )
