"""Pictures that the browser lets nobody read: a video from another origin that the page loads without CORS.

They can be counted, but their numbers cannot be read. So it is unknown how far they are behind live, and beside
pictures with numbers it is unknown whether they show the stream.
"""

from chaoslab.evidence.picture.frames import STALL_AFTER
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

_REMEDIES = (
    "give the media element `crossorigin`, with CORS headers where the video comes from, or serve page and stream from "
    "one origin (`server` in a player file)"
)
_LONG_AFTER = 4 * STALL_AFTER  # from the last picture with a number: that one did not only end between two of these


def why_unreadable(timeline: Timeline) -> str:
    """Why no number of any picture can be read, and what to do about it; empty if that is not the cause."""
    shown = _shown(timeline)
    if not any(map(_is_tainted, shown)) or any(event.data.get("painted") is not None for event in shown):
        return ""
    return f"its pictures cannot be read, as the video comes from another origin without CORS: {_REMEDIES}"


def why_replaced(timeline: Timeline) -> str:
    """Why it is unknown whether the stream was shown to the end: an element that cannot be read took over."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    shown = _shown(timeline)
    numbered = [event.at for event in shown if event.data.get("painted") is not None]
    if fault is None or not numbered:
        return ""
    before = {event.data.get("media") for event in shown if _is_tainted(event) and event.at < fault.at}
    after = [
        event.at
        for event in shown
        if _is_tainted(event) and event.data.get("media") not in before and event.at > numbered[-1]
    ]
    if not after or after[-1] < numbered[-1] + _LONG_AFTER:
        return ""
    since = timeline.since_zero(after[0])
    return (
        f"from {since:.1f} s on its pictures cannot be read, as they come from another origin without CORS: {_REMEDIES}"
    )


def _shown(timeline: Timeline) -> list[Event]:
    return [e for e in timeline.named(EventName.FRAME_PRESENTED) if timeline.start <= e.at <= timeline.end]


def _is_tainted(event: Event) -> bool:
    return bool(event.data.get("tainted"))
