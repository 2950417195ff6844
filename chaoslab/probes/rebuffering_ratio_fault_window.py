"""Rebuffering ratio of the fault window: the share of watching under a fault in which the picture stood still."""

from chaoslab.evidence.picture.disturbance import disturbances
from chaoslab.evidence.picture.frames import STALL_AFTER, moving, stop_exactness
from chaoslab.evidence.player.watched_time import stalled_between, watched_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class RebufferingRatioFaultWindow(Probe):
    """`rebuffering_ratio` over the time from each injection to its lift.

    It leaves out what a fault does to the viewer after it was lifted; `rebuffering_ratio` includes that.
    """

    unit = ""
    meaning = "share of the watched time under a fault in which the picture stood still"
    needs_fault = True
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        hits = disturbances(timeline)
        if not hits:
            return self.result(None, note="no fault was injected")
        if not moving(timeline):
            return self.result(None, note="the picture never began to move")
        windows = [(hit.injected_at, hit.until if hit.cleared_at is None else hit.cleared_at) for hit in hits]
        watched = sum(watched_between(timeline, *window) for window in windows)
        if watched < STALL_AFTER:
            return self.result(None, note="nobody watched while a fault was on")
        stalled_in = [stalled_between(timeline, *window) for window in windows]
        stalls = max(sum(count for _, count in stalled_in), 1)
        share = sum(stalled for stalled, _ in stalled_in) / watched
        return self.result(share, uncertainty=stalls * stop_exactness(timeline) / watched)
