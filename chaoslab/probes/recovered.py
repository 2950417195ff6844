"""Recovered: whether the picture came back for good."""

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.evidence.picture.why_not_recovered import too_early, why_none
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class Recovered(Probe):
    """After each fault, from some picture on: 5 s at 90 % or more of the publisher's rate, with live latency within 2 s
    (or `latency-slack`) of that in the 3 s before the fault, on any transport; and the same for every 5 s until the
    next fault or the end.

    Nothing is said, and no expectation decided, if it plays like that but began less than 5 s before observation ended.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether steady pictures near the live edge followed each fault, to the end"
    needs_fault = True
    needs_before = True
    needs_time = True
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        if not hits:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        if latency_before(timeline, hits[0].injected_at) is None:
            return self.result(None, note="nothing played right before the first fault")
        lost = [hit for hit in hits if hit.recovered_at is None]
        if not lost:
            return self.result(True)
        undecided = too_early(timeline, hits)
        return self.result(None if undecided else False, censored=undecided, note=why_none(timeline, lost))
