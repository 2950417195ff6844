"""Retrying shown: whether the page said that it is trying to get the stream back."""

from chaoslab.evidence.player.shown_states import was_readable
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class RetryingShown(Probe):
    """The page's notice that it reconnects was shown after the first fault, or at any time if there is none, for long
    enough to be read.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether the page said that it is trying to get the stream back"
    source = "claim P7"
    states = ("retrying",)

    def measure(self, timeline: Timeline) -> Measurement:
        fault = timeline.first(EventName.FAULT_INJECTED)
        since = timeline.zero if fault is None else fault.at
        shown, note = was_readable(timeline, "retrying", since=since)
        return self.result(shown, note=note)
