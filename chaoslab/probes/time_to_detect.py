"""Time to detect: from the last good picture to the player's next request for media."""

from chaoslab.attempts import next_media_request
from chaoslab.disturbance import disturbance
from chaoslab.frames import REFRESH
from chaoslab.measurement import Measurement
from chaoslab.probe import Probe
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
        asked = next_media_request(timeline, hit.impact_at)
        if asked is None:
            note = "no media were asked for until observation ended"
            return self.result(timeline.end - hit.impact_at, uncertainty=REFRESH, censored=True, note=note)
        at, uncertainty = asked
        return self.result(at - hit.impact_at, uncertainty=REFRESH + uncertainty)
