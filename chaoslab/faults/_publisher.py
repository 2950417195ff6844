"""Signs that the publisher was away: streams that broke off in the browser, and its own log."""

from itertools import pairwise

from chaoslab.evidence.network.lost_connections import broken_requests
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline

# A fault that silences the publisher leaves nothing of these.
WHOLE_PUBLISHER = frozenset({"the publisher", "the picture", "the sound", "the timestamps"})
_GAP = 0.25  # seconds without a frame; a working publisher never pauses that long


def stream_ended(timeline: Timeline, injection: Injection) -> Sighting | None:
    """The first sign that the publisher is gone: an FLV stream that broke off in the browser, otherwise its own log."""
    until = injection.until(timeline)
    return stream_cut(timeline, injection.sent_at, until) or no_frames(timeline, injection.sent_at, until)


def stream_cut(timeline: Timeline, start: float, end: float) -> Sighting | None:
    """The first FLV stream that broke off in the browser within an interval."""
    pairs = broken_requests(timeline)
    streams = (cut for request, cut in pairs if request.is_flv and request.loaded_at is not None)
    first = min((cut for cut in streams if start <= cut.at <= end), key=lambda cut: cut.at, default=None)
    return first.sighting if first else None


def no_frames(timeline: Timeline, start: float, end: float, *, longer_than: float = _GAP) -> Sighting | None:
    """The first time in which no frame left the publisher, which only its own log shows if nobody was watching."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    marks = [*sent, timeline.end]
    gaps = ((max(before, start), min(after, end)) for before, after in pairwise(marks))
    first = next((gap for gap in gaps if gap[1] - gap[0] >= longer_than), None)
    if first is None or not sent:
        return None
    return Sighting(first[0], "publisher", f"no frame was sent for {first[1] - first[0]:.1f} s")
