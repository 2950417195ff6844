"""Dropped-frame ratio: the share of decoded frames that the browser says it dropped."""

from chaoslab.evidence.picture.dropped_counts import frame_counts
from chaoslab.evidence.picture.frames import source_rate
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class DroppedFrameRatio(Probe):
    """`droppedVideoFrames` ÷ `totalVideoFrames`, each summed over every source that was attached.

    Every source but the last was read up to 0.25 s before its end, which bounds what is not known.
    """

    unit = ""
    meaning = "share of frames that the browser says it dropped, over all sources"
    source = "W3C `VideoPlaybackQuality`"
    about_drops = True

    def measure(self, timeline: Timeline) -> Measurement:
        counts = frame_counts(timeline, source_rate(timeline) or 0.0)
        if counts is None or not counts.total:
            return self.result(None, note="the browser counted no frames")
        unknown = counts.unknown / (counts.total + counts.unknown)
        note = "" if counts.attaches == 1 else f"over {counts.attaches} sources"
        return self.result(counts.dropped / counts.total, uncertainty=unknown, note=note)
