"""What a sentence says: its words, and of each time in them the events that it counts from and to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from chaoslab.english import listed, seconds
from chaoslab.timeline.timeline import Timeline

# What happened at a moment that a sentence names.
What = Literal[
    "opening", "end", "fault", "fault skipped", "page crashed", "page shown", "picture", "view", "request", "loss"
]


@dataclass(frozen=True, slots=True)
class Point:
    """An instant on the lab clock, and what happened at it."""

    at: float
    what: What


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another; time in which the tab was hidden does not count."""

    start: Point
    end: Point
    hidden: float = 0.0


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds that a sentence names: one span, or several added up."""

    spans: tuple[Stretch, ...]

    @property
    def value(self) -> float:
        """Seconds."""
        return sum(span.end.at - span.start.at - span.hidden for span in self.spans)

    def __str__(self) -> str:
        return seconds(self.value)


@dataclass(frozen=True, slots=True)
class Lag:
    """Seconds that a sentence names, of how far behind live the picture was; `text` is their number."""

    value: float
    text: str

    def __str__(self) -> str:
        return f"{self.text} s"


@dataclass(frozen=True, slots=True)
class Said:
    """Words with the times that they name, in any order."""

    text: str
    times: tuple[Time | Lag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


NOTHING = Said("")
Part = Said | Time | Lag | str


def say(form: str, *parts: Part) -> Said:
    """Fill each `{}` of a form with one part."""
    return Said(form.format(*parts), tuple(time for part in parts for time in _times(part)))


def _times(part: Part) -> tuple[Time | Lag, ...]:
    if isinstance(part, Said):
        return part.times
    return (part,) if isinstance(part, Time | Lag) else ()


def all_of(said: Iterable[Said]) -> Said:
    """`a, b and c`, without what says nothing."""
    some = [one for one in said if one]
    return Said(listed([one.text for one in some]) if some else "", _all_times(some))


def one_by_one(said: Iterable[Said], *, apart: str = "; ") -> Said:
    """`a; b; c`, without what says nothing."""
    some = [one for one in said if one]
    return Said(apart.join(one.text for one in some), _all_times(some))


def _all_times(said: Sequence[Said]) -> tuple[Time | Lag, ...]:
    return tuple(time for one in said for time in one.times)


def between(start: Point, end: Point, *, hidden: float = 0.0) -> Time:
    """The time from one point to another."""
    return Time((Stretch(start, end, hidden),))


def second_of(timeline: Timeline, moment: Point) -> Time:
    """A moment as a second of the trial."""
    return between(Point(timeline.zero, "opening"), moment)


def the_end(timeline: Timeline) -> Point:
    """The end of observation."""
    return Point(timeline.end, "end")
