"""Buffer length: how much the player held ready to play."""

from statistics import median

from chaoslab.events import EventName
from chaoslab.exactness import stop_exactness
from chaoslab.measurement import Measurement
from chaoslab.playing_samples import playing_events
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class BufferLength(Probe):
    """CMCD v2 `bl`: median over all samples while it played of (end of the buffered range − playhead).

    Of several media elements, the one that played last counts. Data come frame by frame, so a frame's time bounds how
    exact it is.
    """

    unit = "s"
    meaning = "median of what was buffered ahead of the playhead while it played"

    def measure(self, timeline: Timeline) -> Measurement:
        ahead = [
            float(event.data["buffered_to"]) - float(event.data["position"])
            for event in playing_events(timeline, EventName.MEDIA_SAMPLED)
            if event.data.get("buffered_to") is not None
        ]
        if not ahead:
            return self.result(None, note="no media element was seen to play from a buffer")
        return self.result(float(median(ahead)), uncertainty=stop_exactness(timeline))
