"""Which element is judged at an instant: of those that show the stream, the one with the largest picture in sight."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import groupby

from chaoslab.evidence.picture.of_the_stream import of_the_stream
from chaoslab.evidence.picture.seen import View, views
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

_TAKES_OVER = 0.5  # of the box of an element that is there but cannot be seen; a thumbnail does not take its place


@dataclass(frozen=True, slots=True)
class UnderTest:
    """One element is judged from `start` to `end`; lab clock. The change came between `known_before` and `start`."""

    media: int | None
    start: float
    end: float
    known_before: float


@once_per_timeline
def elements_under_test(timeline: Timeline) -> tuple[UnderTest, ...]:
    """One after the other; none if no element that shows the stream was ever looked at, as in older journals.

    It changes only when what can be seen changes, not when a picture stops: a dead element stays under test beside a
    small one that plays. Of two equal ones, the one that was under test stays.
    """
    showing = showing_the_stream(timeline)
    looks = sorted((v for media, seen in views(timeline).items() if media in showing for v in seen), key=lambda v: v.at)
    newest: dict[int | None, View] = {}
    spans: list[UnderTest] = []
    for at, together in groupby(looks, key=lambda look: look.at):
        changed = {look.media: look for look in together}
        newest |= changed
        judged = _judged(newest, spans[-1].media if spans else None)
        if not spans:
            spans.append(UnderTest(judged, timeline.zero, timeline.end, timeline.zero))
        elif judged != spans[-1].media:
            spans[-1] = replace(spans[-1], end=at)
            spans.append(UnderTest(judged, at, timeline.end, min(look.checked_at for look in changed.values())))
    return tuple(spans)


def _judged(newest: dict[int | None, View], before: int | None) -> int | None:
    largest = max(newest.values(), key=lambda view: (view.area, view.box, view.media == before))
    was = newest.get(before)
    if was is None:
        return largest.media
    takes_over = largest.area > was.area and largest.area >= _TAKES_OVER * was.box
    return largest.media if takes_over else before


def under_test(timeline: Timeline, at: float) -> int | None:
    """The element that is judged at an instant; None if sizes are unknown, and every element is."""
    spans = elements_under_test(timeline)
    index = bisect_right(spans, at, key=lambda span: span.start)
    return spans[max(index - 1, 0)].media if spans else None


def comes_under_test(timeline: Timeline, media: int | None, at: float) -> float | None:
    """When an element comes under test, if that may have been as early as `at`; None if it may not."""
    spans = elements_under_test(timeline)
    index = bisect_left(spans, at, key=lambda span: span.start)
    coming = spans[index] if index < len(spans) else None
    return coming.start if coming is not None and coming.media == media and coming.known_before <= at else None


@once_per_timeline
def showing_the_stream(timeline: Timeline) -> frozenset[int | None]:
    """The elements that show a picture of the stream at any time."""
    shown = zip(timeline.named(EventName.FRAME_PRESENTED), of_the_stream(timeline), strict=True)
    return frozenset(event.data.get("media") for event, streams in shown if streams)


def named(timeline: Timeline, media: int | None) -> str:
    """An element in words, as `video 1 (640 × 360)`: its tag, its number on the page, its largest box."""
    tags = (e.data.get("tag") for e in timeline.named(EventName.MEDIA_ATTACHED) if e.data.get("media") == media)
    largest = max(views(timeline).get(media, ()), key=lambda view: view.box, default=None)
    size = f" ({largest.width:.0f} × {largest.height:.0f})" if largest is not None and largest.box else ""
    return f"{next(tags, 'video')} {media}{size}"
