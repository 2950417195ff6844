"""How many viewers the signalling server itself counted, when asked directly."""

from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


def counts(timeline: Timeline) -> tuple[tuple[float, int], ...]:
    """(when, how many) of each count that differed from the one before, up to the end of observation."""
    counted = timeline.named(EventName.VIEWERS_COUNTED)
    return tuple((event.at, int(event.data["count"])) for event in counted if event.at <= timeline.end)
