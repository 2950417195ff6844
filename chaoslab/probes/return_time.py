"""Return time: how long a player that fell back to HLS stays there once FLV is available again."""

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.fallback import switch_to_hls
from chaoslab.evidence.picture.frames import SHOWING
from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ReturnTime(Probe):
    """Lift of the fault → first FLV picture after a fallback to HLS.

    Below 0 if FLV came back while the fault was on; right-censored if it did not come back.
    """

    unit = "s"
    signed = True
    meaning = "from the lift of the fault to the first FLV picture after a fallback to HLS"
    needs_fault = True
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        switch = None if hit is None else switch_to_hls(timeline, hit.injected_at)
        if hit is None or switch is None:
            return self.result(None, note="no HLS picture followed a fault")
        if hit.cleared_at is None:
            return self.result(None, note="the fault was never lifted")
        flv = (span.start for span in carried(timeline) if span.label == "FLV" and span.start > switch[1].at)
        back = next(flv, None)
        if back is None:
            note = "HLS was still on the screen when observation ended"
            rest = max(timeline.end - hit.cleared_at, 0.0)
            return self.result(rest, uncertainty=SHOWING, censored=True, note=note)
        return self.result(back - hit.cleared_at, uncertainty=SHOWING)
