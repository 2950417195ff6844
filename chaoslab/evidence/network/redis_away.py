"""When the signalling server said that Redis does not answer it."""

from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.timeline import Timeline


def redis_away(timeline: Timeline, since: float, until: float) -> Sighting | None:
    """The signalling server, which had shared its count over Redis, said that Redis does not answer."""
    answers = [event for event in timeline.named(EventName.VIEWERS_COUNTED) if "shared" in event.data]
    if not any(event.data["shared"] for event in answers if event.at < since):
        return None
    away = next((event.at for event in answers if since <= event.at <= until and not event.data["shared"]), None)
    return None if away is None else Sighting(away, "signalling server", "Redis does not answer it")
