"""What the browser told the page about its own lifecycle, and when the page worked at all."""

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

PLAYS = (EventName.MEDIA_SAMPLED, EventName.FRAME_PRESENTED)  # what a page with a media element notes
WORKS = (*PLAYS, EventName.TIMER_SAMPLED, EventName.CPU_SAMPLED)  # what any page notes regularly


def told(timeline: Timeline, name: EventName, start: float, end: float) -> Event | None:
    """The first event with this name within an interval that came from the browser, not from the page's own script."""
    events = (event for event in timeline.named(name) if start <= event.at <= end)
    return next((event for event in events if event.data.get("trusted") is True), None)


def idle(timeline: Timeline, names: tuple[EventName, ...], start: float, end: float) -> bool:
    """Whether the page noted nothing of that kind within an interval."""
    return not any(start < event.at < end for event in timeline.named(*names))
