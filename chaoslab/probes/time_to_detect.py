"""Time to detect: from the last good picture to the player's next request for media."""

from chaoslab.attempts import NETWORK_UNCERTAINTY
from chaoslab.disturbance import disturbance
from chaoslab.frames import REFRESH
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.requests import requests
from chaoslab.timeline import Timeline


class TimeToDetect(Probe):
    """metrics: `time_to_detect` = first player signal − impact, where the signal is the next request for FLV or HLS.

    What the player says of itself is no signal. A player of HLS asks for playlists all the time, so for it this is the
    time to its next one.
    """

    unit = "s"
    meaning = "from the last good picture to the next request for media"

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None or hit.impact_at is None:
            return self.result(None, note="no fault reached the picture, so there was nothing to detect")
        asked = ((r.asked_at or r.started_at, r.asked_at is not None) for r in requests(timeline) if r.is_media)
        after = min((one for one in asked if one[0] > hit.impact_at), default=None)
        if after is None:
            note = "no media were asked for until observation ended"
            return self.result(timeline.end - hit.impact_at, uncertainty=REFRESH, censored=True, note=note)
        seen = CLOCK_UNCERTAINTY if after[1] else NETWORK_UNCERTAINTY
        return self.result(after[0] - hit.impact_at, uncertainty=REFRESH + seen)
