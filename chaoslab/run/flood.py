"""Keeps a page that tells without end from filling the memory and the disk: a steady rate, and a store for bursts."""

from chaoslab import clock
from chaoslab.timeline.events import Event, EventName

# Well above what a page with ten players at 60 pictures a second has to tell.
PER_SECOND = 1_000
AT_ONCE = 10_000
_TEXT = 500  # characters that count as much as an event does
_TELL_EVERY = 1.0  # seconds
_SOURCES = {"page", "media", "frame", "fetch", "request", "socket", "playlist", "state", "mark", "console"}
_OF_THE_PAGE = frozenset(name for name in EventName if name.partition(".")[0] in _SOURCES) - {EventName.PAGE_CRASHED}


class Flood:
    """Which events of a page are still kept. Those of the lab always are."""

    def __init__(self) -> None:
        self._left: dict[bool, float] = {}
        self._asked_at: dict[bool, float] = {}
        self._lost: dict[bool, int] = {False: 0, True: 0}
        self._told_at = 0.0

    def takes(self, event: Event) -> bool:
        """Whether it fits; the console has a store of its own, as nothing is measured by it."""
        if event.name not in _OF_THE_PAGE:
            return True
        console, now = event.name is EventName.CONSOLE_LOGGED, clock.now()
        since = now - self._asked_at.get(console, now)
        left = min(self._left.get(console, AT_ONCE) + since * PER_SECOND, AT_ONCE)
        self._asked_at[console] = now
        weight = 1 + sum(_length(item) for item in event.data.values()) / _TEXT
        fits = left >= weight
        self._left[console] = left - weight if fits else left
        self._lost[console] += not fits
        return fits

    def word(self) -> Event | None:
        """What to say of the events that were not kept, now and then."""
        now = clock.now()
        if not any(self._lost.values()) or now - self._told_at < _TELL_EVERY:
            return None
        self._told_at = now
        lines, events = self._lost[True], self._lost[False]
        if events:
            self._lost[False] = 0
            why = f"{events} events were left out: the page made more than {PER_SECOND} a second"
            return Event(now, EventName.RECORDER_LOST, {"expected": 1, "got": 0, "why": why})
        self._lost[True] = 0
        text = f"{lines} lines were left out: the page wrote more than are kept"
        return Event(now, EventName.CONSOLE_LOGGED, {"level": "lab", "text": text})


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return len(repr(value)) if isinstance(value, dict | list | tuple) else 0
