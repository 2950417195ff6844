"""Buffer length: how much the player held ready to play."""

from statistics import median

from chaoslab.events import EventName
from chaoslab.exactness import stop_exactness
from chaoslab.measurement import Measurement
from chaoslab.player_states import in_state
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class BufferLength(Probe):
    """CMCD v2 `bl`: median over all samples while it played of (end of the buffered range − playhead).

    Data come frame by frame, so a frame's time bounds how exact it is.
    """

    unit = "s"
    meaning = "median of what was buffered ahead of the playhead while it played"

    def measure(self, timeline: Timeline) -> Measurement:
        spans = [(span.start, span.end) for span in in_state(timeline, "p")]
        ahead = [
            float(event.data["buffered_to"]) - float(event.data["position"])
            for event in timeline.named(EventName.MEDIA_SAMPLED)
            if event.data.get("buffered_to") is not None
            and timeline.start <= event.at <= timeline.end
            and any(start <= event.at <= end for start, end in spans)
        ]
        if not ahead:
            return self.result(None, note="no media element was seen to play from a buffer")
        return self.result(float(median(ahead)), uncertainty=stop_exactness(timeline))
