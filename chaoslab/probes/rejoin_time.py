"""Rejoin time: from the loss of the streaming connection until the server's count is right again."""

from chaoslab.evidence.signalling.connection_attempts import lost_at
from chaoslab.evidence.signalling.viewer_counts import counts
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import VIEWERS_STEP, EventName
from chaoslab.timeline.timeline import Timeline


class RejoinTime(Probe):
    """First loss of a streaming connection after the fault → the server itself counts as many viewers as before, and
    does so to the end.
    """

    unit = "s"
    meaning = "from the loss of the streaming connection until the server's viewer count is right again for good"
    source = "claim S5"
    needs_fault = True
    baseline = "counted"

    def measure(self, timeline: Timeline) -> Measurement:
        fault = timeline.first(EventName.FAULT_INJECTED)
        impact = lost_at(timeline, "streaming")
        if fault is None or impact is None:
            return self.result(None, note="no fault ended a streaming connection")
        before = [count for at, count in counts(timeline) if at < fault.at]
        after = [(at, count) for at, count in counts(timeline) if at >= fault.at]
        if not before or not after:
            return self.result(None, note=f"the server gave no count {'after' if before else 'before'} the fault")
        if not before[-1]:
            return self.result(None, note="no viewer was counted before the fault")
        if after[-1][1] != before[-1]:
            note = f"the server counted {after[-1][1]} at the end and {before[-1]} before the fault"
            return self.result(timeline.end - impact, uncertainty=VIEWERS_STEP, censored=True, note=note)
        wrong = [index for index, (_, count) in enumerate(after) if count != before[-1]]
        back = after[wrong[-1] + 1 if wrong else 0][0]
        return self.result(max(back - impact, 0.0), uncertainty=VIEWERS_STEP)
