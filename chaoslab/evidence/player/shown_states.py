"""What the page showed beside the picture: spinner, error and the like, recognised by the player's selectors."""

from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

READABLE = 0.25  # seconds; a reader's eye rests that long on a word (Rayner 1998: 200 to 250 ms)
SETTLES_WITHIN = 1.0  # seconds that a page has to show what the server told it


def shown_at(timeline: Timeline, state: str) -> float | None:
    """When a state was first shown, on the lab clock; None if it never was."""
    return next((e.at for e in timeline.named(EventName.STATE_SHOWN) if e.data["state"] == state), None)


def shown_spans(timeline: Timeline, state: str) -> tuple[tuple[float, float], ...]:
    """(start, end) of each time in which a state was visible, on the lab clock, up to the end of observation."""
    spans: list[tuple[float, float]] = []
    since: float | None = None
    for event in timeline.named(EventName.STATE_SHOWN, EventName.STATE_HIDDEN, EventName.PAGE_OPENED):
        if event.name is EventName.STATE_SHOWN:
            if event.data.get("state") == state:
                since = event.at if since is None else since
        elif since is not None and event.data.get("state", state) == state:  # a new document shows nothing yet
            spans.append((since, event.at))
            since = None
    return tuple([*spans, (since, timeline.end)] if since is not None else spans)


def was_readable(timeline: Timeline, state: str, *, since: float) -> tuple[bool, str]:
    """Whether a notice was shown after an instant for long enough to be read; if only for less, a note that says so."""
    lengths = [end - start for start, end in shown_spans(timeline, state) if end > since]
    longest = max(lengths, default=0.0)
    if longest >= READABLE or not lengths:
        return bool(lengths), ""
    return False, f"shown for {longest:.2f} s only: too short to read"
