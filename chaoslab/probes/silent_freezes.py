"""Silent freezes: how often the picture stood still while the media element said that it was playing."""

from chaoslab.evidence.picture.frames import moving
from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class SilentFreezes(Probe):
    """Times of 1 s or more in which a picture that nothing hid stood still while every sample of the media element,
    taken every 250 ms, says that it plays: not paused, and either `readyState` 3 or more or an advancing `currentTime`.

    A `readyState` of 3 is `HAVE_FUTURE_DATA`. A freeze lasts from the first such sample to the last.
    """

    unit = ""
    meaning = "times that the picture stood still for 1 s or more while the media element said that it was playing"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        if not moving(timeline):
            return self.result(None, note="the picture never began to move")
        freezes = silent_freezes(timeline)
        longest = max((freeze.length for freeze in freezes), default=0.0)
        return self.result(len(freezes), note=f"the longest lasted {longest:.1f} s" if freezes else "")
