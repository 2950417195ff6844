"""Spinner shown: whether the page ever said that it is buffering."""

from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class SpinnerShown(Probe):
    """The page's spinner was shown at any time."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the page's spinner was shown"
    source = "claim P6"
    states = ("spinner",)

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(shown_at(timeline, "spinner") is not None)
