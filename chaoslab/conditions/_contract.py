"""What a condition is: something that a trial may wait for before it injects or lifts a fault."""

from abc import ABC, abstractmethod
from functools import cache
from typing import ClassVar

from chaoslab import plugins
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

PACKAGE = "chaoslab.conditions"


class Condition(ABC):
    """One thing that may be waited for; the file's name is its name. Pure: the same timeline gives the same instant."""

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
