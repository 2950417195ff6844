"""Time to recover: from the last good picture to the start of steady play that lasted."""

from chaoslab.evidence.picture.disturbance import disturbances, latency_before
from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.evidence.picture.why_not_recovered import surely_not_before, why_none
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class TimeToRecover(Probe):
    """Last picture before the fault's first gap → the picture from which it is `recovered`, excluding hidden time; the
    longest over all faults.

    Time in which the tab was hidden does not count: it could show nothing, whatever the player did. Right-censored if
    it did not recover: at the end of observation, or at the picture from which it played well, but too late to tell.
    """

    unit = "s"
    meaning = "from the last good picture to the start of steady play, the longest of all faults"
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
        uncertainty = stop_exactness(timeline)
        times = [_watched(timeline, hit.since, hit.recovered_at) for hit in hits if hit.recovered_at is not None]
        lost = [hit for hit in hits if hit.recovered_at is None]
        if lost:
            bounds = [_watched(timeline, hit.since, surely_not_before(timeline, hit)) for hit in lost]
            note = why_none(timeline, lost)
            return self.result(max([*bounds, *times]), uncertainty=uncertainty, censored=True, note=note)
        return self.result(max(times), uncertainty=uncertainty)


def _watched(timeline: Timeline, start: float, end: float) -> float:
    return end - start - hidden_between(timeline, start, end)
