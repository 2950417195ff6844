"""Ended shown: whether the page said that the broadcast is over, and kept saying it."""

from chaoslab.evidence.player.shown_states import shown_spans
from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class EndedShown(Probe):
    """The page's notice of the end was shown after `stream:ended`, and still was when observation ended."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the page said that the broadcast is over, and still said so at the end"
    source = "claim P8"
    states = ("ended",)
    baseline = "told"

    def measure(self, timeline: Timeline) -> Measurement:
        if ended_at(timeline) is None:
            return self.result(None, note="the page was never told that the broadcast is over")
        return self.result(any(end >= timeline.end for _, end in shown_spans(timeline, "ended")))
