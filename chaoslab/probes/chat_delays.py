"""Chat delays: how long the page waited before each new attempt to reach the chat."""

from chaoslab.evidence.signalling.attempt_delays import delays
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ChatDelays(Probe):
    """metrics: `backoff_i` of the chat's connection since the first fault, a cooldown among them (claim S2)."""

    unit = "s"
    shape = "list"
    meaning = "waits between the loss of the chat's connection and each new attempt"

    def measure(self, timeline: Timeline) -> Measurement:
        found = delays(timeline, "chat")
        return self.result(found.values, uncertainty=found.uncertainty, note=found.note)
