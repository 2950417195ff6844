"""What shows that the publisher was away: streams that broke off in the browser, and its own log."""

from itertools import pairwise

from chaoslab.evidence.network.lost_connections import broken_requests
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

# Nothing of these is left by a fault that silences the publisher.
WHOLE_PUBLISHER = frozenset({"the publisher", "the picture", "the sound", "the timestamps"})


_GAP = 0.25  # seconds without a frame that no publisher at work shows


def stream_ended(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first sign that a publisher is gone: an FLV stream that broke off in the browser, else its own log."""
    until = injection.until(timeline)
    return stream_cut(timeline, injection.sent_at, until) or no_frames(timeline, injection.sent_at, until)


def stream_cut(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """The first FLV stream that broke off in the browser within an interval."""
    ends = broken_requests(timeline)
    streams = (one for request, one in ends if request.is_flv and request.loaded_at is not None)
    first = min((one for one in streams if start <= one.at <= end), key=lambda one: one.at, default=None)
    return first.sighting if first else None


def no_frames(timeline: Timeline, start: float, end: float, *, longer_than: float = _GAP) -> Sighting | None:
    """The first time without a frame that left the publisher, as only itself can say where nobody watched."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    marks = [*sent, timeline.end]
    quiet = ((max(one, start), min(other, end)) for one, other in pairwise(marks))
    first = next(((one, other) for one, other in quiet if other - one >= longer_than), None)
    if first is None or not sent:
        return None
    return Sighting(first[0], "publisher", f"no frame was sent for {first[1] - first[0]:.1f} s")
