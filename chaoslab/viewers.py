"""How many viewers the signalling server itself counted, when it was asked directly."""

from chaoslab.events import EventName
from chaoslab.timeline import Timeline

LOOKS_EVERY = 0.25  # seconds between two questions to the server


def counts(timeline: Timeline) -> tuple[tuple[float, int], ...]:
    """(when, how many) of each count that differed from the one before, up to the end of observation."""
    counted = timeline.named(EventName.VIEWERS_COUNTED)
    return tuple((event.at, int(event.data["count"])) for event in counted if event.at <= timeline.end)
