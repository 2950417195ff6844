"""Live latency: how far the picture on the screen is behind the publisher."""

from statistics import median

from chaoslab.evidence.picture.frames import SHOWING, latencies
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class LiveLatency(Probe):
    """Median over all shown frames of (render − send), by the frame number painted into the picture.

    Like CMCD v2 `ltc`, but from send to render and read from the pixels.
    """

    unit = "s"
    meaning = "median delay from the publisher's send to the viewer's screen"

    def measure(self, timeline: Timeline) -> Measurement:
        behind = [latency for _, latency in latencies(timeline)]
        if not behind:
            return self.result(None, note="no shown picture carried a readable frame number")
        return self.result(median(behind), uncertainty=SHOWING)
