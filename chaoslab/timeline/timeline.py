"""A timeline: all events of one trial in order on the lab clock, with the questions every probe asks."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from chaoslab.timeline.events import Event, EventName


@dataclass(frozen=True, eq=False)
class Timeline:
    """The events of one trial, sorted by time; immutable, so answers are computed once. Each equals only itself.

    A timeline may have a window: then `start` and `end` are the window's, while all events stay available (a frame
    shown in the window was sent before it).
    """

    events: tuple[Event, ...]
    window: tuple[float, float] | None = None
    # What `once_per_timeline` computed. Kept here, it goes when the timeline goes.
    answers: dict[Callable[["Timeline"], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Timeline":
        """Sort by time; events of the same instant keep the order in which they were written.

        What came after the trial was closed is left out: connections break and calls fail because the lab shuts down,
        which must not count against a player, a probe or a witness. A screenshot of the end is kept.
        """
        ordered = sorted(events, key=lambda event: event.at)
        closed = next((event.at for event in ordered if event.name is EventName.TRIAL_CLOSED), math.inf)
        return cls(tuple(event for event in ordered if event.at <= closed or event.name is EventName.SHOT_TAKEN))

    def __getstate__(self) -> dict[str, Any]:
        """What a copy takes along, in this process or another: no answers, which are about this timeline only."""
        return {"events": self.events, "window": self.window, "answers": {}}

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def named(self, *names: EventName) -> tuple[Event, ...]:
        """All events with one of these names, in order."""
        if len(names) == 1:
            return self._by_name.get(names[0], ())
        return tuple(event for event in self.events if event.name in names)

    def first(self, *names: EventName) -> Event | None:
        """The first event with one of these names."""
        return next(iter(self.named(*names)), None)

    def through(self, start: float, end: float) -> "Timeline":
        """The same timeline, observed from `start` to `end` only (lab-clock seconds)."""
        return replace(self, window=(start, end))

    @cached_property
    def _by_name(self) -> dict[EventName, tuple[Event, ...]]:
        grouped: dict[EventName, list[Event]] = {}
        for event in self.events:
            grouped.setdefault(event.name, []).append(event)
        return {name: tuple(events) for name, events in grouped.items()}

    @cached_property
    def zero(self) -> float:
        """Lab-clock time at which the page was opened; the trial's own seconds count from here."""
        opened = self.first(EventName.TRIAL_OPENED)
        return opened.at if opened else (self.events[0].at if self.events else 0.0)

    @cached_property
    def start(self) -> float:
        """Lab-clock time at which observation begins: the window's start, else zero."""
        return self.window[0] if self.window else self.zero

    @cached_property
    def end(self) -> float:
        """Lab-clock time of the end of observation (the last event of a trial that was cut short)."""
        if self.window:
            return self.window[1]
        closed = self.first(EventName.TRIAL_CLOSED)
        return closed.at if closed else (self.events[-1].at if self.events else 0.0)

    def since_zero(self, at: float) -> float:
        """A lab-clock time as seconds of the trial."""
        return at - self.zero
