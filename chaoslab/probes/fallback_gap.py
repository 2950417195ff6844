"""Fallback gap: how long the picture stood at the switch to HLS."""

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.fallback import switch_to_hls
from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class FallbackGap(Probe):
    """Last picture before the first HLS picture → that picture.

    `fallback_time` counts from the impact, so it is longer if a retry brought pictures in between.
    """

    unit = "s"
    meaning = "time without a new picture just before the first HLS picture"
    needs_fault = True
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        switch = None if hit is None else switch_to_hls(timeline, hit.injected_at)
        if switch is None:
            return self.result(None, note="no HLS picture followed a fault")
        before, after = switch
        return self.result(after.at - before.at, uncertainty=stop_exactness(timeline))
