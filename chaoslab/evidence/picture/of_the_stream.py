"""Which presented pictures are the stream's: those with the publisher's numbers, and those that nobody may read."""

from collections import defaultdict
from collections.abc import Callable
from typing import get_args
from urllib.parse import urldefrag, urlsplit

from chaoslab.evidence.network.requests import requests
from chaoslab.legs.leg import Leg
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_MEDIA_LEGS: tuple[Leg, ...] = ("flv", "hls")
assert set(_MEDIA_LEGS) <= set(get_args(Leg))


@once_per_timeline
def of_the_stream(timeline: Timeline) -> tuple[bool, ...]:
    """For each `frame.presented` in order, whether it is a picture of the stream.

    Where the publisher paints no numbers, any picture is. Where it does, one without a readable number may be an
    advertisement, another channel or a slate. A picture that the browser lets nobody read counts if its element plays
    an address of the stream.
    """
    painted = timeline.first(EventName.PUBLISHER_FRAME_SENT) is not None
    plays_the_stream = _playing(timeline)
    return tuple(
        not painted
        or event.data.get("painted") is not None
        or (event.data.get("tainted") is True and plays_the_stream(event))
        for event in timeline.named(EventName.FRAME_PRESENTED)
    )


def _playing(timeline: Timeline) -> Callable[[Event], bool]:
    """Asks of a picture whether the newest source of its element is an address of the stream."""
    if not any(event.data.get("tainted") is True for event in timeline.named(EventName.FRAME_PRESENTED)):
        return lambda _: False
    loads: defaultdict[int | None, list[Event]] = defaultdict(list)
    for event in timeline.named(EventName.MEDIA_LOAD_BEGAN):
        loads[event.data.get("media")].append(event)
    is_of_the_stream = _address_told(timeline)

    def plays_the_stream(shown: Event) -> bool:
        newest = next((load for load in reversed(loads[shown.data.get("media")]) if load.at <= shown.at), None)
        return newest is not None and is_of_the_stream(str(newest.data.get("src") or ""))

    return plays_the_stream


def _address_told(timeline: Timeline) -> Callable[[str], bool]:
    """Tells addresses of the stream: one that was requested on its legs, or whose server is such a leg's alone."""
    addresses: set[str] = set()
    legs: defaultdict[str, set[str | None]] = defaultdict(set)
    for request in requests(timeline):
        legs[urlsplit(request.url).netloc].add(request.leg)
        if request.leg in _MEDIA_LEGS:
            addresses.add(urldefrag(request.url).url)

    def told(src: str) -> bool:
        server = legs.get(urlsplit(src).netloc, set())
        return urldefrag(src).url in addresses or (bool(server) and server <= set(_MEDIA_LEGS))

    return told
