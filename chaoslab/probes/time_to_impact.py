"""Time to impact: from a fault's first effect to the last good picture."""

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.faults import effective_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class TimeToImpact(Probe):
    """The first fault's first receipt → last picture before its first gap.

    Below 0 if the picture stopped before the witness saw why.
    """

    unit = "s"
    signed = True
    meaning = "from the first fault's first effect to the last good picture"
    needs_fault = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None or hit.impact_at is None:
            return self.result(None, note="no fault reached the picture")
        effect = effective_at(timeline, hit.injected_at, hit.until)
        if effect is None:
            return self.result(None, note="no witness saw the fault")
        return self.result(hit.impact_at - effect.at, uncertainty=effect.uncertainty + stop_exactness(timeline))
