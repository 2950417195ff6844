"""Viewer count: how many viewers the signalling server counts at the end."""

from chaoslab.english import seconds
from chaoslab.evidence.signalling.viewer_counts import counts
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ViewerCount(Probe):
    """The signalling server's own last count of the stream's viewers."""

    unit = ""
    meaning = "the signalling server's last count of viewers"
    source = "claim S5"
    baseline = "counted"

    def measure(self, timeline: Timeline) -> Measurement:
        counted = counts(timeline)
        if not counted:
            return self.result(None, note="the signalling server gave no count")
        at, count = counted[-1]
        return self.result(count, note=f"since {seconds(timeline.since_zero(at))}")
