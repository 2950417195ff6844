"""How many bytes of a body the browser got, and how it says that there should have been more."""

from chaoslab.requests import Request
from chaoslab.throughput import flows
from chaoslab.timeline import Timeline

# What Chromium calls a body that ends before its end: in chunks, and with a length that was told.
BROKEN_OFF = ("net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONTENT_LENGTH_MISMATCH")


def body_bytes(timeline: Timeline, request: Request) -> int:
    """Up to now; 0 for one that got none."""
    return sum(one.bytes for one in flows(timeline, request))
