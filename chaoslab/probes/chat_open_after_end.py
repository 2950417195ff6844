"""Chat open after end: whether viewers could still write once the page was told that the broadcast is over."""

from chaoslab.evidence.player.shown_states import SETTLES_WITHIN, shown_spans
from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ChatOpenAfterEnd(Probe):
    """The chat's input was enabled before `stream:ended` and still was later than 1 s after it."""

    unit = ""
    shape = "yes_no"
    meaning = "whether the chat accepted text more than 1 s after the page was told that the broadcast is over"
    source = "claim P8"
    states = ("chat_open",)
    baseline = "told"

    def measure(self, timeline: Timeline) -> Measurement:
        ended = ended_at(timeline)
        if ended is None:
            return self.result(None, note="the page was never told that the broadcast is over")
        spans = shown_spans(timeline, "chat_open")
        if not any(start <= ended for start, _ in spans):
            return self.result(None, note="the chat was not open before the end")
        return self.result(any(end > ended + SETTLES_WITHIN for _, end in spans))
