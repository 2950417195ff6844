"""The picture stands still."""

from itertools import pairwise
from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.conditions._kinds import PAGE_EVENTS, known_until
from chaoslab.evidence.picture.frames import STALL_AFTER, moving
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class Stalled(Condition):
    """No new picture came for 250 ms after the picture had moved; a hidden tab that shows none is no stall."""

    words: ClassVar[str] = "the picture stands still for 250 ms"
    news: ClassVar[frozenset[EventName]] = PAGE_EVENTS

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the 250 ms were over; `since` if the picture already stood still then."""
        shown = [frame.at for frame in moving(timeline)]
        if not shown:
            return None
        for before, after in pairwise([*shown, known_until(timeline)]):
            if after > since and after - before - hidden_between(timeline, before, after) >= STALL_AFTER:
                return max(before + STALL_AFTER, since)
        return None
