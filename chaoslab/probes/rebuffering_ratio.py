"""Rebuffering ratio: the share of watching in which the picture stood still."""

from chaoslab.evidence.picture.frames import moving, stop_exactness
from chaoslab.evidence.player.watched_time import stalled_between, watched_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class RebufferingRatio(Probe):
    """Stalls within watched time ÷ `watched_time`; startup is only in the denominator.

    Puffer counts startup as stalled too. Stalls are read from the pictures; a stall counts for as long as somebody
    watches: up to a pause, the end or a failure.
    """

    unit = ""
    meaning = "share of the watched time in which the picture stood still"
    source = "CTA-2066 stalled time percentage (Puffer counts startup as stalled)"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        watched = watched_between(timeline, timeline.start, timeline.end)
        if not moving(timeline):
            return self.result(None, note="the picture never began to move")
        if watched <= 0:
            return self.result(None, note="nobody watched at all")
        stalled, stalls = stalled_between(timeline, timeline.start, timeline.end)
        return self.result(stalled / watched, uncertainty=max(stalls, 1) * stop_exactness(timeline) / watched)
