"""Error shown: whether the page said that it cannot play."""

from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ErrorShown(Probe):
    """The error is what the player's file names as such (claim P3)."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the page's error was shown"
    states = ("error",)

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(shown_at(timeline, "error") is not None)
