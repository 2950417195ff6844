"""Latency slope: how fast the viewer falls behind live, or catches up."""

from statistics import linear_regression

from chaoslab.evidence.picture.frames import SHOWING, gaps, latencies
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline

SHORTEST = 5.0  # seconds of play without a stop that a slope is read from


class LatencySlope(Probe):
    """Least-squares slope of live latency over the last stretch of play without a stop, of 5 s or more.

    Not hls.js's `drift`, which is how fast the live edge advances. With each latency known to e, a slope over T seconds
    is known to 3 e ÷ T: the most that a line can tilt when every reading errs by e.
    """

    unit = "s/min"
    signed = True
    meaning = "how fast the viewer falls behind live (above 0) or catches up, over the last stretch without a stop"
    source = "own; not hls.js's `drift`"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        since = max((gap.end for gap in gaps(timeline)), default=timeline.start)
        points = [(at, latency) for at, latency in latencies(timeline) if at >= since]
        if not points or points[-1][0] - points[0][0] < SHORTEST:
            return self.result(None, note=f"no play without a stop lasted {SHORTEST:g} s up to the end")
        span = points[-1][0] - points[0][0]
        return self.result(
            linear_regression(*zip(*points, strict=True)).slope * 60, uncertainty=3 * SHOWING / span * 60
        )
