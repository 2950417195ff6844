"""FLV retries: how often the player asked for the FLV stream again."""

from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class FlvRetries(Probe):
    """`.flv` requests that began after an earlier one had ended or fallen silent; if there is a fault, only those after
    the first.
    """

    unit = ""
    meaning = "times that the player asked for the FLV stream again"

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(len(flv_retries(timeline)))
