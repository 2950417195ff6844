"""Retries by fault: how often the player asked for FLV again after each fault, in the order of the faults."""

from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class RetriesByFault(Probe):
    """`flv_retries` between each injection and the next."""

    unit = ""
    shape = "list"
    meaning = "times that FLV was asked for again after each fault"
    needs_fault = True

    def measure(self, timeline: Timeline) -> Measurement:
        starts = [event.at for event in timeline.named(EventName.FAULT_INJECTED)]
        if not starts:
            return self.result(None, note="no fault was injected")
        ends = [*starts[1:], timeline.end]
        asked = [retry.asked_at for retry in flv_retries(timeline)]
        pairs = zip(starts, ends, strict=True)
        return self.result(tuple(float(sum(start <= at < end for at in asked)) for start, end in pairs))
