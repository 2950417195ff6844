"""The events of the media element that played last, while it played."""

from collections.abc import Iterator

from chaoslab.evidence.player.player_states import in_state
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline


def playing_events(timeline: Timeline, *names: EventName) -> Iterator[Event]:
    """The events with these names, within the timeline's window, of the element that played last, while it played.

    A page may also hold an element that is paused and preloaded: what it has buffered is not being played. Like the
    player's state (`player_states`), this follows the element that played last, and skips samples that say `paused`.
    """
    spans = [(span.start, span.end) for span in in_state(timeline, "p")]
    played: object = None
    for event in timeline.named(EventName.MEDIA_PLAYING, *names):
        media = event.data.get("media")
        if event.name is EventName.MEDIA_PLAYING:
            played = media
        elif (
            media == played
            and not event.data.get("paused")
            and timeline.start <= event.at <= timeline.end
            and any(start <= event.at <= end for start, end in spans)
        ):
            yield event
