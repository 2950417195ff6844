"""Which of the publisher's pictures each presented one is: its numbers repeat with the clip, lap after lap."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from chaoslab.evidence.picture.brought_by import bringer, sent
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_EXACTLY = 0.1  # seconds by which content and media time differ in one source that goes on
_ROUGHLY = 1.0  # seconds by which they may, if nothing else was asked for meanwhile
_ASKED_BEFORE = 5.0  # seconds before a source was attached from which its request may date


@dataclass(frozen=True, slots=True)
class _Known:
    """The picture that an element showed before."""

    place: int
    media_time: float
    at: float


@once_per_timeline
def places(timeline: Timeline) -> tuple[int | None, ...]:
    """For each `frame.presented` in order, its picture's place among all that were sent, from 0.

    None if its number is unreadable or was not sent before. Within one source of an element the content advances as
    the media time does. The first picture of a source, and one after a jump, was sent when the request that brought it
    allows. Otherwise the latest send counts.
    """
    laps = _Laps(timeline)
    return tuple(laps.place(event) for event in timeline.named(EventName.FRAME_PRESENTED))


@once_per_timeline
def send_times(timeline: Timeline) -> tuple[float, ...]:
    """When each picture was sent, by its place."""
    return tuple(event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT))


class _Laps:
    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._times = send_times(timeline)
        self._of_number: defaultdict[int, list[int]] = defaultdict(list)
        for place, event in enumerate(timeline.named(EventName.PUBLISHER_FRAME_SENT)):
            self._of_number[event.data["painted"]].append(place)
        steps = [after - before for before, after in pairwise(self._times)]
        self._rate = 1 / max(median(steps), 1e-6) if steps else 1.0
        self._sources = _sources(timeline)
        self._known: dict[int | None, _Known] = {}

    def place(self, shown: Event) -> int | None:
        painted = shown.data.get("painted")
        numbered = [] if painted is None else self._of_number.get(painted, [])
        candidates = numbered[: bisect_right(numbered, shown.at, key=lambda place: self._times[place])]
        if not candidates:
            return None
        media_time = shown.data.get("media_time")
        if media_time is None:
            return candidates[-1]
        place = candidates[0] if len(candidates) == 1 else self._of_lap(shown, float(media_time), candidates)
        self._known[shown.data.get("media")] = _Known(place, float(media_time), shown.at)
        return place

    def _of_lap(self, shown: Event, media_time: float, candidates: Sequence[int]) -> int:
        media = shown.data.get("media")
        attached, before = self._attached(media, shown.at), self._known.get(media)
        if before is None or before.at < attached:
            brought = self._as_brought(candidates, attached - _ASKED_BEFORE, shown.at)
            return candidates[-1] if brought is None else brought
        nearest, off = self._as_media_time(before, media_time, candidates)
        if off <= _EXACTLY:
            return nearest
        brought = self._as_brought(candidates, before.at, shown.at)
        if brought is not None:
            return brought
        going_on = min(bisect_left(candidates, before.place), len(candidates) - 1)
        return nearest if off <= _ROUGHLY else candidates[going_on]

    def _attached(self, media: int | None, at: float) -> float:
        """When an element's newest source was attached."""
        times = self._sources.get(media, [])
        index = bisect_right(times, at)
        return times[index - 1] if index else self._timeline.zero

    def _as_brought(self, candidates: Sequence[int], since: float, at: float) -> int | None:
        by = bringer(self._timeline, since, at)
        if by is None:
            return None
        times = [self._times[place] for place in candidates]
        return candidates[times.index(sent(self._timeline, times, by))]

    def _as_media_time(self, before: _Known, media_time: float, candidates: Sequence[int]) -> tuple[int, float]:
        """(the candidate that fits the media time best, by how many seconds it does not): by count or by time.

        A publisher that was away for a while sent nothing meanwhile, and its timestamps may or may not say so.
        """
        passed = media_time - before.media_time
        place, at = before.place + passed * self._rate, self._times[before.place] + passed
        by_count = _around(candidates, bisect_left(candidates, place))
        by_time = _around(candidates, bisect_left(candidates, at, key=lambda candidate: self._times[candidate]))

        def off(candidate: int) -> float:
            return min(abs(candidate - place) / self._rate, abs(self._times[candidate] - at))

        nearest = min((*by_count, *by_time), key=off)
        return nearest, off(nearest)


def _around(candidates: Sequence[int], index: int) -> Sequence[int]:
    return candidates[max(index - 1, 0) : index + 1]


def _sources(timeline: Timeline) -> dict[int | None, list[float]]:
    """When each element was given another source, or lost it."""
    found: dict[int | None, list[float]] = defaultdict(list)
    for event in timeline.named(EventName.MEDIA_LOAD_BEGAN, EventName.MEDIA_EMPTIED, EventName.PAGE_OPENED):
        if event.name is EventName.PAGE_OPENED:
            for times in found.values():
                times.append(event.at)
        else:
            found[event.data.get("media")].append(event.at)
    return found
