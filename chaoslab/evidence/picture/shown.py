"""Every picture that a viewer could see of the element under test: whether it is the stream's, new, or moves at all."""

from collections.abc import Callable
from dataclasses import dataclass

from chaoslab.evidence.picture.laps import places
from chaoslab.evidence.picture.of_the_stream import of_the_stream
from chaoslab.evidence.picture.seen import is_seen, seen_throughout
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.evidence.picture.under_test import comes_under_test, under_test
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

SAME_PICTURE = 1.0  # seconds within which two elements that show the same number show the same picture


@dataclass(frozen=True, slots=True)
class Shown:
    """One presentation.

    `unseen` counts the pictures between the one before of the same element and this one that the browser presented
    while the page was too busy to be told of them.
    """

    event: Event
    place: int | None  # among all that the publisher sent; None if nobody can tell
    is_streams: bool
    is_new: bool  # a picture of the stream that nobody has seen before
    is_beside: bool  # one that another element showed just now, as when one fades into the other
    is_other: bool  # than the one that the element showed before: the picture moves
    unseen: int


@once_per_timeline
def shown(timeline: Timeline) -> tuple[Shown, ...]:
    """All of them in order. A picture that was shown before is not new, however long ago and by whichever element."""
    counts = _counting(timeline)
    last: dict[int | None, _Presented] = {}  # of each element
    seen = _Seen()
    found: list[Shown] = []
    presented = timeline.named(EventName.FRAME_PRESENTED)
    for event, place, streams in zip(presented, places(timeline), of_the_stream(timeline), strict=True):
        media, now = event.data.get("media"), _Presented(event, place, counts(event))
        before, last[media] = last.get(media), now
        if now.counts:
            other = before is None or not _is_same(before, now)
            new, beside = seen.note(event, place) if streams and other else (False, False)
            found.append(Shown(event, place, streams, new, beside, other, _unseen(timeline, before, event)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Presented:
    event: Event
    place: int | None
    counts: bool


class _Seen:
    """The pictures that were seen so far, each with when it was last shown, and by which element."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], Event] = {}

    def note(self, event: Event, place: int | None) -> tuple[bool, bool]:
        """Note a picture, and tell whether it is new, and whether another element showed it just now.

        One that the publisher's log does not know is told by its number alone, which comes again with the clip.
        """
        painted = event.data.get("painted")
        if painted is None:
            return True, False
        key = ("number", int(painted)) if place is None else ("place", place)
        before, self._last[key] = self._last.get(key), event
        if before is None:
            return True, False
        beside = before.data.get("media") != event.data.get("media") and event.at - before.at < SAME_PICTURE
        return place is None and not beside, beside


def _is_same(before: _Presented, now: _Presented) -> bool:
    """Whether an element presents the picture that it showed already."""
    was, data = before.event.data, now.event.data
    if was.get("painted") is not None or data.get("painted") is not None:
        return bool(was.get("painted") == data.get("painted") and before.place == now.place)
    return data.get("media_time") is not None and bool(was.get("media_time") == data["media_time"])


def _counting(timeline: Timeline) -> Callable[[Event], bool]:
    """Tells whether a presentation is one of the element under test that a viewer could see."""

    def counts(event: Event) -> bool:
        media = event.data.get("media")
        coming = comes_under_test(timeline, media, event.at)
        if coming is not None:
            return is_seen(timeline, media, coming)
        return under_test(timeline, event.at) in (None, media) and is_seen(timeline, media, event.at)

    return counts


def _unseen(timeline: Timeline, before: _Presented | None, event: Event) -> int:
    """Pictures that the element presented between two that the page was told of (`presentedFrames` counts them all).

    Those in a hidden tab or behind a cover do not count: nobody sees them.
    """
    if before is None or not before.counts or not {"presented"} <= event.data.keys() & before.event.data.keys():
        return 0
    count = int(event.data["presented"]) - int(before.event.data["presented"]) - 1
    if count <= 0 or hidden_between(timeline, before.event.at, event.at):
        return 0
    return count if seen_throughout(timeline, event.data.get("media"), before.event.at, event.at) else 0
