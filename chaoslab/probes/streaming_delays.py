"""Streaming delays: how long the page waited before each new attempt to reach the signalling server."""

from chaoslab.evidence.signalling.attempt_delays import delays
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StreamingDelays(Probe):
    """End of a streaming connection or attempt → the page's next `new WebSocket`."""

    unit = "s"
    shape = "list"
    meaning = "waits between the loss of the streaming connection and each new attempt"
    source = "claim S1"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        waits = delays(timeline, "streaming")
        return self.result(waits.values, uncertainty=waits.uncertainty, note=waits.note)
