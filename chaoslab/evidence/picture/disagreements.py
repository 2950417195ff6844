"""When the element under test and another one that shows the stream disagreed on whether the picture moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.picture.laps import places
from chaoslab.evidence.picture.of_the_stream import of_the_stream
from chaoslab.evidence.picture.seen import views
from chaoslab.evidence.picture.under_test import UnderTest, elements_under_test, showing_the_stream
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

LEAST = 1.0  # seconds
_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A span in which one of two elements stood still while the other showed new pictures; lab clock."""

    start: float
    end: float
    tested: int | None
    other: int | None
    tested_stood: bool  # it was the element under test that stood still


@once_per_timeline
def disagreements(timeline: Timeline) -> tuple[Disagreement, ...]:
    """All of a second or more, in order; none where only one element shows the stream, or where sizes are unknown.

    An element that nobody sees disagrees only by moving. None has stood still before its first picture.
    """
    found: list[Disagreement] = []
    showing = showing_the_stream(timeline)
    motion = {media: _Motion.of(timeline, media) for media in showing} if len(showing) > 1 else {}
    for span in elements_under_test(timeline):
        for other in sorted(motion.keys() - {span.media}, key=str):
            found += _between(timeline, span, other, motion)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


@dataclass(frozen=True, slots=True)
class _Motion:
    moves: tuple[_Span, ...]
    stands: tuple[_Span, ...]

    @classmethod
    def of(cls, timeline: Timeline, media: int | None) -> "_Motion":
        """When an element showed pictures that it had not shown before, and when, after the first, it did not."""
        times = [*_own_new(timeline, media), timeline.end]
        stands = tuple((before, after) for before, after in pairwise(times) if after - before >= LEAST)
        edges = [times[0], *(edge for stand in stands for edge in stand), timeline.end]
        return cls(tuple(zip(edges[::2], edges[1::2], strict=True)), stands)


def _own_new(timeline: Timeline, media: int | None) -> Iterator[float]:
    known: set[int] = set()
    presented = timeline.named(EventName.FRAME_PRESENTED)
    for event, place, streams in zip(presented, places(timeline), of_the_stream(timeline), strict=True):
        if streams and event.data.get("media") == media and event.at <= timeline.end and place not in known:
            known |= set() if place is None else {place}
            yield event.at


def _between(
    timeline: Timeline, span: UnderTest, other: int | None, motion: Mapping[int | None, _Motion]
) -> Iterator[Disagreement]:
    mine, theirs = motion[span.media], motion[other]
    within = ((span.start, span.end),)
    for start, end in _common(_common(within, mine.stands), theirs.moves):
        yield Disagreement(start, end, span.media, other, tested_stood=True)
    for start, end in _common(_common(within, mine.moves), _common(theirs.stands, _in_sight(timeline, other))):
        yield Disagreement(start, end, span.media, other, tested_stood=False)


def _in_sight(timeline: Timeline, media: int | None) -> tuple[_Span, ...]:
    seen = views(timeline).get(media, ())
    ends = [*(view.at for view in seen[1:]), timeline.end]
    return tuple((view.at, end) for view, end in zip(seen, ends, strict=True) if view.is_seen and view.box)


def _common(ours: Sequence[_Span], theirs: Sequence[_Span]) -> tuple[_Span, ...]:
    """What two ordered lists of spans have in common, if it lasts."""
    common: list[_Span] = []
    one = two = 0
    while one < len(ours) and two < len(theirs):
        start, end = max(ours[one][0], theirs[two][0]), min(ours[one][1], theirs[two][1])
        if end - start >= LEAST:
            common.append((start, end))
        if ours[one][1] <= theirs[two][1]:
            one += 1
        else:
            two += 1
    return tuple(common)
