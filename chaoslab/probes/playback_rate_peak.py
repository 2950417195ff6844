"""Playback rate peak: how fast the player played at most."""

from chaoslab.events import EventName
from chaoslab.measurement import Measurement
from chaoslab.player_states import in_state
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class PlaybackRatePeak(Probe):
    """CMCD v2 `pr`: the highest playback rate of a media element while it played; 1 is the usual one."""

    unit = ""
    meaning = "highest playback rate while it played"

    def measure(self, timeline: Timeline) -> Measurement:
        spans = [(span.start, span.end) for span in in_state(timeline, "p")]
        events = timeline.named(EventName.MEDIA_SAMPLED, EventName.MEDIA_RATE_CHANGED)
        rates = [
            float(event.data["rate"])
            for event in events
            if event.data.get("rate") is not None and any(start <= event.at <= end for start, end in spans)
        ]
        if not rates:
            return self.result(None, note="no media element was seen to play")
        return self.result(max(rates))
