"""Startup time: from the opening of the page to the first moving picture."""

from chaoslab.evidence.picture.frames import SHOWING, moving
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StartupTime(Probe):
    """Opening of the page → first new picture that is followed by another within 0.1 s.

    A picture that stands still while the buffer fills does not end it.
    """

    unit = "s"
    meaning = "from the opening of the page to the first moving picture"
    source = "CTA-2066 `initialStartupTime`, with the opening as the playback request"

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        if not frames:
            return self.result(None, note="the picture never began to move")
        return self.result(frames[0].at - timeline.zero, uncertainty=SHOWING)
