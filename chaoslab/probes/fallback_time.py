"""Fallback time: from the last FLV picture to the first HLS picture."""

from chaoslab.disturbance import disturbance
from chaoslab.frames import REFRESH, presented
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.requests import requests
from chaoslab.timeline import Timeline


class FallbackTime(Probe):
    """metrics: `time_to_fallback` = first HLS frame presented − impact (the last picture before the gap).

    The first HLS frame is the first new picture after the first playlist was loaded. Where the fault never reached
    the picture before the switch, it counts from the injection.
    """

    unit = "s"
    meaning = "from the last FLV picture to the first HLS picture"

    def measure(self, timeline: Timeline) -> Measurement:
        loaded = next((r.loaded_at for r in requests(timeline) if r.is_playlist and r.loaded_at), None)
        if loaded is None:
            return self.result(None, note="the player never loaded an HLS playlist")
        first = next((frame for frame in presented(timeline) if frame.at > loaded), None)
        if first is None:
            return self.result(None, note="an HLS playlist was loaded, but no picture followed")
        hit = disturbance(timeline)
        if hit is None:
            return self.result(None, note="no fault was injected, so there was nothing to fall back from")
        since = hit.impact_at if hit.impact_at is not None and hit.impact_at < first.at else hit.injected_at
        return self.result(first.at - since, uncertainty=REFRESH + CLOCK_UNCERTAINTY)
