"""How many bytes of a body the browser got, of each request."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from chaoslab.events import EventName
from chaoslab.timeline import Timeline

# What Chromium calls a body that ends before its end: in chunks, and with a length that was told.
BROKEN_OFF = ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONTENT_LENGTH_MISMATCH")


@lru_cache(maxsize=4)
def body_bytes(timeline: Timeline) -> Mapping[str, int]:
    """By the request's id, up to now; 0 for one that got none."""
    found: defaultdict[str, int] = defaultdict(int)
    for event in timeline.named(EventName.REQUEST_FLOWED):
        found[str(event.data["request"])] += int(event.data["bytes"])
    return found
