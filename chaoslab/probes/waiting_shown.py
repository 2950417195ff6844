"""Waiting shown: whether the page ever said that the stream has not begun."""

from chaoslab.evidence.player.shown_states import was_readable
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class WaitingShown(Probe):
    """The page's notice that the stream has not begun was shown after the first fault, or at any time if there is none,
    for long enough to be read.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether the page said that the stream has not begun"
    source = "claim P7"
    states = ("waiting",)

    def measure(self, timeline: Timeline) -> Measurement:
        fault = timeline.first(EventName.FAULT_INJECTED)
        since = timeline.zero if fault is None else fault.at
        shown, note = was_readable(timeline, "waiting", since=since)
        return self.result(shown, note=note)
