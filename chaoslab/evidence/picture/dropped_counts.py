"""The browser's own frame counts, added up over every source that a media element was given."""

from dataclasses import dataclass

from chaoslab.timeline.events import MEDIA_STEP, EventName
from chaoslab.timeline.timeline import Timeline


@dataclass(frozen=True, slots=True)
class FrameCounts:
    """W3C `VideoPlaybackQuality`: `total` is what was shown and what was dropped; `attaches` how many sources."""

    dropped: int
    total: int
    attaches: int
    unknown: float  # frames that may have come between the last sample of a source and its end


def frame_counts(timeline: Timeline, rate: float) -> FrameCounts | None:
    """None if the browser counts no frames. The counters start again when a media element loads another source.

    `rate` is that of the source, in frames per second.
    """
    ends: list[tuple[int, int]] = []
    last: dict[object, tuple[int, int]] = {}
    for event in timeline.named(EventName.MEDIA_SAMPLED):
        dropped, total, media = event.data.get("dropped"), event.data.get("total"), event.data.get("media")
        if event.at > timeline.end or dropped is None or total is None:
            continue
        before = last.get(media)
        if before is not None and total < before[1]:
            ends.append(before)
        last[media] = int(dropped), int(total)
    ends += [counts for counts in last.values() if counts[1]]
    if not ends:
        return None
    lost = (len(ends) - 1) * rate * MEDIA_STEP
    return FrameCounts(sum(d for d, _ in ends), sum(t for _, t in ends), len(ends), lost)
