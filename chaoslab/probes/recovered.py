"""Recovered: whether the picture came back for good."""

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class Recovered(Probe):
    """After each fault, from some picture on: 5 s at 90 % or more of the publisher's rate, with live latency within 2 s
    of that in the 3 s before the fault, on any transport; and the same for every 5 s until the next fault or the end.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether steady pictures near the live edge followed each fault, to the end"
    needs_fault = True
    needs_before = True
    needs_time = True

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        if not hits:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        if latency_before(timeline, hits[0].injected_at) is None:
            return self.result(None, note="nothing played right before the first fault")
        return self.result(all(hit.recovered_at is not None for hit in hits))
