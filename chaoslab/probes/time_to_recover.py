"""Time to recover: from the last good picture to the first of 5 steady seconds."""

from chaoslab.disturbance import disturbance
from chaoslab.frames import REFRESH
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.timeline import Timeline


class TimeToRecover(Probe):
    """metrics: `TTR_impact` = start of the recovered window − impact; right-censored where it did not recover."""

    unit = "s"
    meaning = "from the last good picture to the start of 5 steady seconds"

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        since = hit.impact_at if hit.impact_at is not None else hit.injected_at
        uncertainty = REFRESH + CLOCK_UNCERTAINTY
        if hit.recovered_at is None:
            note = "had not recovered when observation ended"
            return self.result(timeline.end - since, uncertainty=uncertainty, censored=True, note=note)
        return self.result(hit.recovered_at - since, uncertainty=uncertainty)
