"""Latency residual: how much further behind live the viewer is at the end than before the fault."""

from statistics import median

from chaoslab.evidence.picture.disturbance import latency_before
from chaoslab.evidence.picture.frames import SHOWING, latencies
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

LAST = 5.0  # seconds at the end of observation that count as "after"


class LatencyResidual(Probe):
    """Median live latency of the last 5 s − that of the 3 s before the first fault."""

    unit = "s"
    signed = True
    meaning = "live latency over the last 5 s minus that before the fault"
    needs_fault = True
    needs_before = True

    def measure(self, timeline: Timeline) -> Measurement:
        injected = timeline.first(EventName.FAULT_INJECTED)
        if injected is None:
            return self.result(None, note="no fault was injected, so there is no before and after")
        before = latency_before(timeline, injected.at)
        after = [latency for at, latency in latencies(timeline) if at > timeline.end - LAST]
        if before is None or not after:
            return self.result(None, note=f"no picture was shown {'in the last 5 s' if before else 'before the fault'}")
        return self.result(median(after) - before, uncertainty=2 * SHOWING)
