"""Stall count: how often the picture stood still after it had first moved."""

from chaoslab.evidence.picture.frames import gaps, moving
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StallCount(Probe):
    """Times of 250 ms or more without a new picture, once it moves, excluding hidden time."""

    unit = ""
    meaning = "times that the picture stood still for 250 ms or more"
    source = "CTA-2066 `playbackStallCount`; the threshold is AMP's"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        if not moving(timeline):
            return self.result(None, note="the picture never began to move")
        return self.result(len(gaps(timeline)))
