"""When the player's tab was hidden and so could show nothing."""

from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline


@once_per_timeline
def hidden_spans(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """(start, end) on the lab clock, in order. A new document says for itself whether it is hidden."""
    spans: list[tuple[float, float]] = []
    since: float | None = None
    for event in timeline.named(EventName.PAGE_HIDDEN, EventName.PAGE_SHOWN, EventName.PAGE_OPENED):
        if event.name is EventName.PAGE_HIDDEN:
            since = event.at if since is None else since
        elif since is not None:
            spans.append((since, event.at))
            since = None
    return tuple([*spans, (since, timeline.end)] if since is not None else spans)


def is_hidden(timeline: Timeline, at: float) -> bool:
    """Whether the tab was hidden at an instant."""
    return any(begin <= at < stop for begin, stop in hidden_spans(timeline))


def hidden_between(timeline: Timeline, start: float, end: float) -> float:
    """Seconds of an interval in which the tab was hidden."""
    return sum(max(min(stop, end) - max(begin, start), 0.0) for begin, stop in hidden_spans(timeline))
