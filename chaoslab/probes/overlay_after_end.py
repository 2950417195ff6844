"""Overlay after end: whether the page still promised a stream after it was told that the broadcast is over."""

from chaoslab.evidence.player.shown_states import SETTLES_WITHIN, shown_spans
from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class OverlayAfterEnd(Probe):
    """Spinner, retrying, waiting or error was shown later than 1 s after `stream:ended`."""

    unit = ""
    shape = "yes_no"
    meaning = "whether spinner, retrying, waiting or error was visible later than 1 s after the broadcast was over"
    source = "claim P8"
    states = ("spinner", "retrying", "waiting", "error")
    baseline = "told"

    def measure(self, timeline: Timeline) -> Measurement:
        ended = ended_at(timeline)
        if ended is None:
            return self.result(None, note="the page was never told that the broadcast is over")
        late = ended + SETTLES_WITHIN
        shown = [state for state in self.states if any(end > late for _, end in shown_spans(timeline, state))]
        return self.result(bool(shown), note=", ".join(shown))
