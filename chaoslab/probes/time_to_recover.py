"""Time to recover: from the last good picture to where steady play began that lasted."""

from chaoslab.disturbance import Disturbance, disturbances, latency_before
from chaoslab.frames import REFRESH, gaps
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.timeline import Timeline


class TimeToRecover(Probe):
    """metrics: `TTR_impact` = start of the recovered window − impact; the longest of all faults.

    Right-censored where it did not recover: at the end of observation, or where a picture came back too late to tell.
    """

    unit = "s"
    meaning = "from the last good picture to the start of steady play, the longest of all faults"

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        if not hits:
            return self.result(None, note="no fault was injected, so there was nothing to recover from")
        if latency_before(timeline, hits[0].injected_at) is None:
            return self.result(None, note="nothing played right before the first fault")
        uncertainty = REFRESH + CLOCK_UNCERTAINTY
        bounds = [_unrecovered(hit, timeline) - hit.since for hit in hits if hit.recovered_at is None]
        if bounds:
            note = "had not recovered when observation ended"
            return self.result(max(bounds), uncertainty=uncertainty, censored=True, note=note)
        times = [hit.recovered_at - hit.since for hit in hits if hit.recovered_at is not None]
        return self.result(max(times), uncertainty=uncertainty)


def _unrecovered(hit: Disturbance, timeline: Timeline) -> float:
    """Until when it had surely not recovered: the end of its last stop, which may be the end of observation."""
    stops = [gap.end for gap in gaps(timeline) if hit.injected_at < gap.end <= hit.until]
    return max(stops, default=hit.until)
