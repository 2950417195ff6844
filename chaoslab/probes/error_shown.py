"""Error shown: whether the page said that it cannot play."""

from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ErrorShown(Probe):
    """The page's error was shown at any time."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the page's error was shown"
    source = "claim P3"
    states = ("error",)

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(shown_at(timeline, "error") is not None)
