"""FLV retries: how often the player asked for the FLV stream again."""

from chaoslab.attempts import flv_retries
from chaoslab.measurement import Measurement
from chaoslab.probe import Probe
from chaoslab.timeline import Timeline


class FlvRetries(Probe):
    """`.flv` requests that began after an earlier one had ended (metrics: `reconnect_attempts`)."""

    unit = ""
    meaning = "times that the player asked for the FLV stream again"

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(len(flv_retries(timeline)))
