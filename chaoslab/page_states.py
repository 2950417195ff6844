"""What the page showed beside the picture: spinner, error and the like, told apart by the player's selectors."""

from chaoslab.events import EventName
from chaoslab.timeline import Timeline


def shown_at(timeline: Timeline, state: str) -> float | None:
    """When a state was first shown, on the lab clock; None when it never was."""
    return next((e.at for e in timeline.named(EventName.STATE_SHOWN) if e.data["state"] == state), None)
