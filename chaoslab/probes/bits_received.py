"""Bits received: how much of the stream reached the browser."""

from collections import Counter

from chaoslab.evidence.network.requests import requests
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class BitsReceived(Probe):
    """The size of every FLV or HLS request, as the network stack gave it at the request's end, or else the pieces of
    its body so far.

    What a player throws away was received too, so this is never less than what was played. The size of a finished
    request includes its headers.
    """

    unit = "bit"
    meaning = "bits of FLV and HLS that reached the browser"
    source = "stands in for CTA-2066 `bitsPlayed`, which cannot be seen from outside"

    def measure(self, timeline: Timeline) -> Measurement:
        media = {request.id for request in requests(timeline) if request.is_media}
        if not media:
            return self.result(None, note="no media were asked for")
        pieces, whole = _bytes(timeline, EventName.REQUEST_FLOWED), _bytes(timeline, EventName.REQUEST_FINISHED)
        return self.result(8 * sum(max(pieces[request_id], whole[request_id]) for request_id in media))


def _bytes(timeline: Timeline, name: EventName) -> Counter[str]:
    """The bytes that the events with one name report for each request."""
    sizes: Counter[str] = Counter()
    for event in timeline.named(name):
        if timeline.start <= event.at <= timeline.end:
            sizes[str(event.data["request"])] += int(event.data.get("bytes") or 0)
    return sizes
