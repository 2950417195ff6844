"""Requests after error: how often the player still asked for media after it had said that it cannot play."""

from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class RequestsAfterError(Probe):
    """Requests for FLV or HLS after the page's error was first shown."""

    unit = ""
    meaning = "requests for media after the page's error was shown"
    source = "claim P3"
    states = ("error",)

    def measure(self, timeline: Timeline) -> Measurement:
        shown = shown_at(timeline, "error")
        if shown is None:
            return self.result(None, note="no error was shown")
        return self.result(sum(request.is_media and request.started_at > shown for request in requests(timeline)))
