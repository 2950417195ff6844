"""Tab reload delay: from the return of the tab to the player's next request for media."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.network.requests import next_media_request
from chaoslab.evidence.picture.tab_hidden import hidden_spans
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class TabReloadDelay(Probe):
    """Return of the tab → next request for FLV or HLS.

    A tab returns when it is shown again or, if its page was discarded, with the new document.
    """

    unit = "s"
    meaning = "from the return of the tab to the next request for media"
    source = "claim P5"

    def measure(self, timeline: Timeline) -> Measurement:
        shown = next((end for _, end in hidden_spans(timeline) if end < timeline.end), None)
        if shown is None:
            return self.result(None, note="the tab was never hidden and shown again")
        asked = next_media_request(timeline, shown)
        if asked is None:
            note = "no media were asked for before observation ended"
            return self.result(timeline.end - shown, uncertainty=CLOCK_UNCERTAINTY, censored=True, note=note)
        at, uncertainty = asked
        return self.result(at - shown, uncertainty=uncertainty)
