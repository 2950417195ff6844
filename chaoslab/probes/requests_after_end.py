"""Requests after end: how often the page still asked for anything once it was told that the broadcast is over."""

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.evidence.signalling.connection_attempts import all_attempts
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline

GRACE = 0.1  # seconds that a received message may take to reach the page's own code on a busy machine


class RequestsAfterEnd(Probe):
    """Requests for FLV or HLS, and new WebSockets, later than 0.1 s after `stream:ended` was received."""

    unit = ""
    meaning = "requests for media and connection attempts after the page was told that the broadcast is over"
    source = "claim P8"
    baseline = "told"

    def measure(self, timeline: Timeline) -> Measurement:
        ended = ended_at(timeline)
        if ended is None:
            return self.result(None, note="the page was never told that the broadcast is over")
        since = ended + GRACE
        media = sum(request.is_media and request.started_at > since for request in requests(timeline))
        connections = sum(attempt.asked_at > since for attempt in all_attempts(timeline))
        note = f"{media} for media, {connections} for connections" if media or connections else ""
        return self.result(media + connections, note=note)
