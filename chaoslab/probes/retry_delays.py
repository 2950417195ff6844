"""Retry delays: how long the player waited before each new FLV attempt."""

from chaoslab.clock import CLOCK_UNCERTAINTY, NETWORK_UNCERTAINTY
from chaoslab.evidence.network.flv_retries import flv_retries
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class RetryDelays(Probe):
    """Loss of an `.flv` stream → next request, both as seen by the page.

    The loss is when the page's fetch failed or ended, the request when it called fetch again.
    """

    unit = "s"
    shape = "list"
    meaning = "waits between the loss of the FLV stream and each new attempt"

    def measure(self, timeline: Timeline) -> Measurement:
        retries = flv_retries(timeline)
        in_page = all(retry.seen_in_page for retry in retries)
        note = "" if in_page else "read from the browser's network events: the page's own calls could not be seen"
        uncertainty = CLOCK_UNCERTAINTY if in_page else NETWORK_UNCERTAINTY
        return self.result(tuple(retry.delay for retry in retries), uncertainty=uncertainty, note=note)
