"""Stall time: how long the picture stood still in all."""

from chaoslab.evidence.picture.frames import gaps, moving, stop_exactness
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StallTime(Probe):
    """Sum of the times that `stall_count` counts, each from its last picture to the next.

    The last one may end with the observation. Each includes up to one frame's time that would have passed anyway.
    """

    unit = "s"
    meaning = "how long the picture stood still in all"
    source = "CTA-2066 `playbackStallDuration`"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        if not moving(timeline):
            return self.result(None, note="the picture never began to move")
        stalls = gaps(timeline)
        still_open = any(not stall.closed for stall in stalls)
        return self.result(
            float(sum(stall.length for stall in stalls)),
            uncertainty=stop_exactness(timeline) * max(len(stalls), 1),
            censored=still_open,
            note="the last stall had not ended when observation did" if still_open else "",
        )
