"""Startup time: from the opening of the page to the first moving picture."""

from chaoslab.exactness import SHOWING
from chaoslab.frames import moving
from chaoslab.measurement import Measurement
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class StartupTime(Probe):
    """CTA-2066 `initialStartupTime` with the opening of the page as the (automatic) playback request.

    It ends with the first picture that moves on; one that stands still while the buffer fills does not end it.
    """

    unit = "s"
    meaning = "from the opening of the page to the first moving picture"

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        if not frames:
            return self.result(None, note="the picture never began to move")
        return self.result(frames[0].at - timeline.zero, uncertainty=SHOWING)
