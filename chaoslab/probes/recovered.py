"""Recovered: whether the picture came back for good."""

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class Recovered(Probe):
    """metrics: `recovered` = 5 s at ≥ 90 % of the source rate and latency within 2 s of before, on any transport.

    After each fault, and so that all that follows until the next one (or the end) is as steady.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether steady pictures near the live edge followed each fault, to the end"

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        if not hits:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        if latency_before(timeline, hits[0].injected_at) is None:
            return self.result(None, note="nothing played right before the first fault")
        return self.result(all(hit.recovered_at is not None for hit in hits))
