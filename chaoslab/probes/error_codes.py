"""Error codes: what the media elements failed with."""

from chaoslab.evidence.player.media_failures import media_failures
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ErrorCodes(Probe):
    """`MediaError` codes of all media elements, in order.

    1 is aborted, 2 network, 3 decode, 4 a source that is not supported. The 4 that follows when the page
    itself takes the source away (`src = ''`) does not count.
    """

    unit = ""
    shape = "list"
    meaning = "MediaError codes of the media elements, in order"
    source = "CMCD v2 `ec`"

    def measure(self, timeline: Timeline) -> Measurement:
        codes = (event.data.get("code") for event in media_failures(timeline))
        return self.result(tuple(float(code) for code in codes if code is not None))
