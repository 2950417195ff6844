"""The picture moves again after a stop."""

from itertools import pairwise
from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.picture.frames import STALL_AFTER, moving
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_MOVES_WITHIN = 0.1  # seconds from a picture to the next; a single picture that then stands still is not playing


class PlayingAgain(Condition):
    """A new picture after a stop of 250 ms or more, and another one within 0.1 s of it."""

    words: ClassVar[str] = "the picture moves again after a stop"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.FRAME_PRESENTED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When the second of the two was shown."""
        stopped = False
        for before, after in pairwise(frame.at for frame in moving(timeline)):
            if after < since:
                continue
            if after - before - hidden_between(timeline, before, after) >= STALL_AFTER:
                stopped = True
            elif stopped and after - before <= _MOVES_WITHIN:
                return after
        return None
