"""Reconnect peak: how many viewers came back to the signalling server at once."""

from chaoslab.evidence.signalling.connection_attempts import attempts, attempts_since_fault, lost_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline

SPAN = 0.5  # seconds over which arrivals are counted


class ReconnectPeak(Probe):
    """Most attempts within any 0.5 s that the server accepted after the first loss, ÷ 0.5 s.

    An attempt that did not reach the server does not count.
    """

    unit = "connections/s"
    meaning = "peak rate at which streaming connections reached the server, over any 0.5 s after the first loss"
    source = "claim S4"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if not attempts(timeline, "streaming"):
            return self.result(None, note="the page never opened a streaming connection")
        if lost_at(timeline, "streaming") is None:
            return self.result(None, note="no fault ended a streaming connection")
        arrived = [
            attempt.asked_at
            for attempt in attempts_since_fault(timeline, "streaming")
            if attempt.connected_at is not None
        ]
        if not arrived:
            return self.result(None, note="no streaming connection reached the server again")
        most = max(sum(at <= other <= at + SPAN for other in arrived) for at in arrived)
        return self.result(most / SPAN, uncertainty=1 / SPAN)
