"""Recovered degraded: whether the picture came back for good, but over HLS where it had come over FLV."""

from chaoslab.evidence.picture.disturbance import disturbances
from chaoslab.evidence.picture.protocols_shown import carried
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.probes.recovered import Recovered
from chaoslab.timeline.timeline import Timeline


class RecoveredDegraded(Probe):
    """`recovered`, with HLS on the screen at the end but FLV before the first fault."""

    unit = ""
    shape = "yes_no"
    meaning = "whether it recovered, but to HLS after it had played FLV"
    needs_fault = True
    needs_before = True
    needs_time = True
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        recovered = Recovered().measure(timeline)
        if recovered.value is None:
            return self.result(None, censored=recovered.censored, note=recovered.note)
        spans = carried(timeline)
        before = [span.label for span in spans if span.start < disturbances(timeline)[0].injected_at]
        if not before or not before[-1]:
            return self.result(None, note="it is unknown whether FLV or HLS brought the pictures before the fault")
        return self.result(recovered.value is True and before[-1] == "FLV" and spans[-1].label == "HLS")
