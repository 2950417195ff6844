"""Playback rate peak: the fastest that the player played."""

from chaoslab.evidence.player.playing_samples import playing_events
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class PlaybackRatePeak(Probe):
    """Highest `playbackRate` of the media element that played last, while it played.

    1 is the normal rate.
    """

    unit = ""
    meaning = "highest playback rate while it played"
    source = "CMCD v2 `pr`"

    def measure(self, timeline: Timeline) -> Measurement:
        events = playing_events(timeline, EventName.MEDIA_SAMPLED, EventName.MEDIA_RATE_CHANGED)
        rates = [float(event.data["rate"]) for event in events if event.data.get("rate") is not None]
        if not rates:
            return self.result(None, note="no media element was seen to play")
        return self.result(max(rates))
