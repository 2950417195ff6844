"""Buffer length: how much the player held ready to play."""

from statistics import median

from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.evidence.player.playing_samples import playing_events
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class BufferLength(Probe):
    """End of the buffered range − playhead, of the media element that played last; median over all samples while it
    played.

    Data come frame by frame, so the duration of a frame bounds how exact it is.
    """

    unit = "s"
    meaning = "median of what was buffered ahead of the playhead while it played"
    source = "CMCD v2 `bl`"

    def measure(self, timeline: Timeline) -> Measurement:
        ahead = [
            float(event.data["buffered_to"]) - float(event.data["position"])
            for event in playing_events(timeline, EventName.MEDIA_SAMPLED)
            if event.data.get("buffered_to") is not None
        ]
        if not ahead:
            return self.result(None, note="no media element was seen to play from a buffer")
        return self.result(float(median(ahead)), uncertainty=stop_exactness(timeline))
