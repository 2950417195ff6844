"""The contract of a condition: something that a trial can wait for before it injects or lifts a fault."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache, partial
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from chaoslab import plugins
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

PACKAGE = "chaoslab.conditions"


def renamed() -> Mapping[str, str]:
    """Keys of earlier versions → the keys of today."""
    return plugins.renamed(PACKAGE)


ConditionKey = Annotated[str, AfterValidator(partial(plugins.key_now, PACKAGE))]  # as a journal may hold it


class Condition(ABC):
    """Something to wait for, named after its file. Pure: the same timeline gives the same instant."""

    formerly: ClassVar[tuple[str, ...]] = ()  # its keys in earlier versions, which are still read
    words: ClassVar[str]  # when it is met, as "the page shows its error"
    news: ClassVar[frozenset[EventName]]  # the events with which it can come true
    states: ClassVar[tuple[str, ...]] = ()  # states of the page that a player must declare for it ever to be met

    @abstractmethod
    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When it was first met, at `since` or later, on the lab clock; None if it has not been."""


def names() -> tuple[str, ...]:
    """The keys of all conditions, as experiments use them."""
    return plugins.names(PACKAGE)


@cache
def condition(name: str) -> Condition:
    """The condition behind a key."""
    kind = plugins.load(PACKAGE, name)
    assert issubclass(kind, Condition)
    return kind()
