"""Tab reload delay: from the return of the tab to the player's next request for media."""

from chaoslab.attempts import NETWORK_UNCERTAINTY
from chaoslab.events import EventName
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.requests import requests
from chaoslab.timeline import Timeline


class TabReloadDelay(Probe):
    """From the first `page.shown` to the next request for FLV or HLS (claim P5: an empty buffer is loaded again)."""

    unit = "s"
    meaning = "from the return of the tab to the next request for media"

    def measure(self, timeline: Timeline) -> Measurement:
        shown = timeline.first(EventName.PAGE_SHOWN)
        if shown is None:
            return self.result(None, note="the tab was never hidden and shown again")
        asked = ((r.asked_at or r.started_at, r.asked_at is not None) for r in requests(timeline) if r.is_media)
        after = min((one for one in asked if one[0] > shown.at), default=None)
        if after is None:
            note = "no media were asked for until observation ended"
            return self.result(timeline.end - shown.at, uncertainty=CLOCK_UNCERTAINTY, censored=True, note=note)
        return self.result(after[0] - shown.at, uncertainty=CLOCK_UNCERTAINTY if after[1] else NETWORK_UNCERTAINTY)
