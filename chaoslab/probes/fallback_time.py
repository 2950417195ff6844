"""Fallback time: from the last FLV picture to the first HLS picture."""

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.fallback import first_hls_picture
from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class FallbackTime(Probe):
    """Last picture before the fault's first gap → first new picture that can only have come over HLS.

    If the fault never reached the picture before the switch, it counts from the injection.
    """

    unit = "s"
    meaning = "from the last FLV picture to the first HLS picture"
    needs_fault = True
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None:
            return self.result(None, note="no fault was injected, so there was nothing to fall back from")
        first = first_hls_picture(timeline, hit.injected_at)
        if first is None:
            return self.result(None, note=_why_not(timeline, hit.injected_at))
        since = hit.impact_at if hit.impact_at is not None and hit.impact_at < first.at else hit.injected_at
        return self.result(first.at - since, uncertainty=stop_exactness(timeline))


def _why_not(timeline: Timeline, since: float) -> str:
    if not any(request.is_flv for request in requests(timeline)):
        return "the player never asked for FLV, so it had nothing to fall back from"
    hls = [request for request in requests(timeline) if request.started_at >= since and request.loaded_at]
    if any(request.is_segment for request in hls):
        return "HLS segments were loaded, but none of their pictures was shown"
    if any(request.is_playlist for request in hls):
        return "an HLS playlist was loaded, but no segment"
    return "the player never loaded an HLS playlist after the fault"
