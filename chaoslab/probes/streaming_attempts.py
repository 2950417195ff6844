"""Streaming attempts: how often the page tried to reach the signalling server again."""

from chaoslab.evidence.signalling.connection_attempts import attempts_since_fault, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StreamingAttempts(Probe):
    """WebSockets of the streaming connection opened by the page after the first fault."""

    unit = ""
    meaning = "times that the page tried to open the streaming connection again"
    source = "claim S1"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "streaming"):
            return self.result(None, note=why)
        return self.result(len(attempts_since_fault(timeline, "streaming")))
