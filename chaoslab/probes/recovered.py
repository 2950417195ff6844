"""Recovered: whether the picture came back for good."""

from chaoslab.disturbance import disturbance
from chaoslab.measurement import Measurement
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class Recovered(Probe):
    """metrics: `recovered` = 5 s at ≥ 90 % of the source rate and latency within 2 s of before, on any transport."""

    unit = ""
    shape = "yes_no"
    meaning = "whether 5 s of steady pictures near the live edge followed the fault"

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        return self.result(hit.recovered_at is not None)
