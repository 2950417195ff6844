"""Time to recover after clearing: from the lift of a fault to the start of steady play that lasted."""

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.evidence.picture.frames import SHOWING
from chaoslab.evidence.picture.why_not_recovered import surely_not_before, why_none
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class TtrClear(Probe):
    """Lift of a fault → the picture from which it is `recovered`; the longest over all faults.

    Below 0 if the player recovered while the fault was still on. Right-censored if it did not recover.
    """

    unit = "s"
    signed = True
    meaning = (
        "from the lift of a fault to the start of steady play, the longest of all faults; below 0 if it was still on"
    )
    source = "own; krkn #1235"
    needs_fault = True
    needs_before = True
    needs_time = True
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        cleared = [(hit, hit.cleared_at) for hit in hits if hit.cleared_at is not None]
        if not cleared:
            return self.result(None, note="no fault was lifted" if hits else "no fault was injected")
        if latency_before(timeline, hits[0].injected_at) is None:
            return self.result(None, note="nothing played right before the first fault")
        times = [hit.recovered_at - at for hit, at in cleared if hit.recovered_at is not None]
        lost = [(hit, at) for hit, at in cleared if hit.recovered_at is None]
        if lost:
            bounds = [max(surely_not_before(timeline, hit) - at, 0.0) for hit, at in lost]
            note = why_none(timeline, [hit for hit, _ in lost])
            return self.result(max([*bounds, *times]), uncertainty=SHOWING, censored=True, note=note)
        return self.result(max(times), uncertainty=SHOWING)
