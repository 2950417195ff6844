"""What a condition is: something that a trial may wait for before it injects or lifts a fault."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from chaoslab import plugins
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

PACKAGE = "chaoslab.conditions"


def renamed() -> Mapping[str, str]:
    """Key of an earlier version → the key that it is now."""
    return plugins.renamed(PACKAGE)


def key_now(key: str) -> str:
    """The key that a condition has now, of one that it may have had in an earlier version."""
    return renamed().get(key, key)


ConditionKey = Annotated[str, AfterValidator(key_now)]  # as a journal may hold it


class Condition(ABC):
    """One thing that may be waited for; the file's name is its name. Pure: the same timeline gives the same instant."""

    formerly: ClassVar[tuple[str, ...]] = ()  # the keys that it had in earlier versions, which are still read
    words: ClassVar[str]  # what is the case then, as "the page shows its error"
    news: ClassVar[frozenset[EventName]]  # the events with which it can come true
    states: ClassVar[tuple[str, ...]] = ()  # of the page, which a player must declare for it ever to be met

    @abstractmethod
    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When it was first the case, `since` or later, on the lab clock; None when it has not been."""


def names() -> tuple[str, ...]:
    """All conditions, by the key that an experiment uses."""
    return plugins.names(PACKAGE)


@cache
def condition(name: str) -> Condition:
    """The condition behind a key."""
    found = plugins.load(PACKAGE, name)
    assert issubclass(found, Condition)
    return found()
