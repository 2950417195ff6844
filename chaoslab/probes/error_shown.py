"""Error shown: whether the page said that it cannot play."""

from chaoslab.evidence.player.shown_states import was_readable
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ErrorShown(Probe):
    """The page's error was shown at any time, for long enough to be read."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the page's error was shown"
    source = "claim P3"
    states = ("error",)

    def measure(self, timeline: Timeline) -> Measurement:
        shown, note = was_readable(timeline, "error", since=timeline.zero)
        return self.result(shown, note=note)
