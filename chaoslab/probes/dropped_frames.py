"""Dropped frames: how many the browser says it dropped."""

from chaoslab.evidence.picture.dropped_counts import frame_counts
from chaoslab.evidence.picture.frames import source_rate
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class DroppedFrames(Probe):
    """`droppedVideoFrames`, summed over every source that was attached.

    The counters start again with each source, so a switch to HLS would hide what was dropped before it.
    """

    unit = ""
    meaning = "frames that the browser says it dropped, over all sources"
    source = "W3C; CMCD v2 `dfa`"
    about_drops = True

    def measure(self, timeline: Timeline) -> Measurement:
        counts = frame_counts(timeline, source_rate(timeline) or 0.0)
        return (
            self.result(None, note="the browser counted no frames") if counts is None else self.result(counts.dropped)
        )
