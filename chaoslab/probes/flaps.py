"""Flaps: how often the pictures changed between FLV and HLS."""

from itertools import pairwise

from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class Flaps(Probe):
    """Changes between FLV and HLS, by how the pictures arrived ÷ minutes of observation.

    An attempt that brought no picture is not a switch.
    """

    unit = "switches/min"
    meaning = "how often a minute the pictures changed between FLV and HLS"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        over = [span.label for span in carried(timeline) if span.label]
        if not over:
            return self.result(None, note="no picture could be traced to FLV or HLS")
        switches = sum(before != after for before, after in pairwise(over))
        minutes = (timeline.end - timeline.start) / 60
        if minutes <= 0:
            return self.result(None, note="observed for no time at all")
        return self.result(switches / minutes, note=f"{switches} in {minutes * 60:.1f} s" if switches else "")
