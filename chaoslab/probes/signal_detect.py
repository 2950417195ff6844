"""Signal detect: from the first fault to the end of the page's streaming connection."""

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import lost_at, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SignalDetect(Probe):
    """Injection of the first fault → end of the streaming connection.

    A connection that is cut ends at once; one that only falls silent ends when the page's own timeout has passed.
    """

    unit = "s"
    meaning = "from the first fault to the end of the page's streaming connection"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "streaming"):
            return self.result(None, note=why)
        injected, lost = timeline.first(EventName.FAULT_INJECTED), lost_at(timeline, "streaming")
        if injected is None or lost is None:
            return self.result(None, note="the streaming connection was not open before the fault")
        call = float(injected.data["returned_at"]) - injected.at
        return self.result(max(lost - injected.at, 0.0), uncertainty=NETWORK_UNCERTAINTY + max(call, 0.0))
