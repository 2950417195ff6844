"""The live playlists that the browser read, as it read them."""

from dataclasses import dataclass

from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Reading:
    """One media playlist; `at` is when it had arrived, on the lab clock, `target` its target duration in seconds."""

    at: float
    sequence: int
    target: float
    segments: tuple[str, ...]  # file names, oldest first

    @property
    def news(self) -> tuple[int, tuple[str, ...]]:
        """What changes when a segment is added or removed."""
        return self.sequence, self.segments


@once_per_timeline
def readings(timeline: Timeline) -> tuple[Reading, ...]:
    """All of them, in order."""
    return tuple(
        Reading(event.at, int(event.data["sequence"]), float(event.data["target"]), tuple(event.data["segments"]))
        for event in timeline.named(EventName.PLAYLIST_READ)
    )
