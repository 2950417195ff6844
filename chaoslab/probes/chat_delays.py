"""Chat delays: how long the page waited before each new attempt to reach the chat."""

from chaoslab.evidence.signalling.attempt_delays import delays
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ChatDelays(Probe):
    """As `streaming_delays`, for the chat's connection; a cooldown is one of them."""

    unit = "s"
    shape = "list"
    meaning = "waits between the loss of the chat's connection and each new attempt"
    source = "claim S2"
    needs_fault = True
    baseline = "chat"

    def measure(self, timeline: Timeline) -> Measurement:
        waits = delays(timeline, "chat")
        return self.result(waits.values, uncertainty=waits.uncertainty, note=waits.note)
