"""Latency residual: how much further behind live the viewer is at the end than before the fault."""

from statistics import median

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.evidence.picture.frames import SHOWING, latencies
from chaoslab.evidence.picture.why_not_recovered import in_words, why_not_recovered
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

LAST = 5.0  # seconds at the end of observation that count as "after"


class LatencyResidual(Probe):
    """Median live latency of the last 5 s − that of the 3 s before the first fault.

    No value if the picture stood still at the end, or has played well for less than 5 s: what the viewer is left with
    is then not known.
    """

    unit = "s"
    signed = True
    meaning = "live latency over the last 5 s minus that before the fault"
    needs_fault = True
    needs_before = True
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        injected = timeline.first(EventName.FAULT_INJECTED)
        if injected is None:
            return self.result(None, note="no fault was injected, so there is no before and after")
        before = latency_before(timeline, injected.at)
        after = [latency for at, latency in latencies(timeline) if at > timeline.end - LAST]
        if before is None or not after:
            return self.result(None, note=f"no picture was shown {'in the last 5 s' if before else 'before the fault'}")
        why = why_not_recovered(timeline, disturbances(timeline)[-1])
        if why is not None and (why.too_early or why.stands_since is not None):
            return self.result(None, censored=why.too_early, note=in_words(timeline, why))
        return self.result(median(after) - before, uncertainty=2 * SHOWING)
