"""The first picture over HLS."""

from typing import ClassVar

from chaoslab.conditions._contract import Condition
from chaoslab.evidence.picture.fallback import first_hls_picture
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class FallbackSeen(Condition):
    """The first new picture that can only have come over HLS is on the screen."""

    words: ClassVar[str] = "the first picture over HLS is seen"
    news: ClassVar[frozenset[EventName]] = frozenset({EventName.FRAME_PRESENTED})

    def met_at(self, timeline: Timeline, since: float) -> float | None:
        """When that picture was shown."""
        frame = first_hls_picture(timeline, since)
        return None if frame is None else frame.at
