"""Live latency: how far the picture on the screen is behind the publisher."""

from statistics import median

from chaoslab.evidence.picture.frames import SHOWING, latencies
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class LiveLatency(Probe):
    """Median over all shown frames of (shown − sent).

    The frame number painted into the picture says which send it was.
    """

    unit = "s"
    meaning = "median delay from the publisher's send to the viewer's screen"
    source = "CMCD v2 `ltc`, but read from the picture and counted from the publisher's send"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        behind = [latency for _, latency in latencies(timeline)]
        if not behind:
            return self.result(None, note="no shown picture carried a readable frame number")
        return self.result(median(behind), uncertainty=SHOWING)
