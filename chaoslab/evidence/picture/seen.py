"""Whether a viewer could see an element's picture: when something hid it, and when nobody can know."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

LEAST = 0.5  # of the picture; the Media Rating Council's threshold of a viewable impression


@dataclass(frozen=True, slots=True)
class View:
    """How much of an element's picture could be seen from `at` on, until the next one; lab clock.

    The change happened between `checked_at` and `at`.
    """

    at: float
    checked_at: float
    media: int | None
    share: float = 1.0  # of the picture that surely was seen
    possible: float = 1.0  # that was not surely hidden
    width: float | None = None  # CSS pixels of its box; None if it was never looked at, 0 if it is not there
    height: float | None = None
    why: str = ""  # what hid it

    @property
    def is_seen(self) -> bool:
        """Whether its pictures count; where nobody can know, they do."""
        return max(self.share, self.possible) >= LEAST

    @property
    def is_known(self) -> bool:
        """Whether it is known to be seen, or not to be."""
        return self.share >= LEAST or self.possible < LEAST

    @property
    def box(self) -> float:
        """Square pixels of the whole box."""
        return (self.width or 0.0) * (self.height or 0.0)

    @property
    def area(self) -> float:
        """Square pixels that can be seen."""
        return self.box * (self.share if self.is_known else self.possible)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A span in which an element's picture could not be seen, or in which nobody can know; lab clock."""

    media: int | None
    start: float
    end: float
    why: str


@once_per_timeline
def views(timeline: Timeline) -> dict[int | None, tuple[View, ...]]:
    """Of each element that was looked at, in order. A new document's elements have not been looked at yet."""
    found: dict[int | None, list[View]] = {}
    for event in timeline.named(EventName.MEDIA_VIEW_CHANGED, EventName.PAGE_OPENED):
        if event.name is EventName.MEDIA_VIEW_CHANGED:
            view = _view(event)
            found.setdefault(view.media, []).append(view)
        else:
            for media, seen in found.items():
                seen.append(View(event.at, event.at, media))
    return {media: tuple(seen) for media, seen in found.items()}


def _view(event: Event) -> View:
    data = event.data
    share = float(data.get("share", 1.0))
    return View(
        at=event.at,
        checked_at=min(float(data.get("checked_at") or event.at), event.at),
        media=data.get("media"),
        share=share,
        possible=max(float(data.get("possible", share)), share),
        width=float(data.get("width") or 0.0),
        height=float(data.get("height") or 0.0),
        why=str(data.get("why", "")),
    )


def view_at(timeline: Timeline, media: int | None, at: float) -> View | None:
    """The newest look at an element; None if there was none before."""
    seen = views(timeline).get(media, ())
    index = bisect_right(seen, at, key=lambda view: view.at)
    return seen[index - 1] if index else None


def is_seen(timeline: Timeline, media: int | None, at: float) -> bool:
    """Whether an element's picture counts as seen at an instant: it does unless a look says otherwise."""
    view = view_at(timeline, media, at)
    return view is None or view.is_seen


def seen_throughout(timeline: Timeline, media: int | None, start: float, end: float) -> bool:
    """Whether an element's picture could be seen for the whole of an interval."""
    seen = views(timeline).get(media, ())
    within = seen[bisect_right(seen, start, key=lambda view: view.at) : bisect_right(seen, end, key=lambda v: v.at)]
    return is_seen(timeline, media, start) and all(view.is_seen for view in within)


@once_per_timeline
def not_seen(timeline: Timeline) -> tuple[Hidden, ...]:
    """When the picture of an element could not be seen, and why: of every element, in the order of their starts."""
    return _spans(timeline, [view for seen in views(timeline).values() for view in _runs(seen) if not view.is_seen])


@once_per_timeline
def not_known(timeline: Timeline) -> tuple[Hidden, ...]:
    """When nobody can know whether it could be seen, so that it counts as seen."""
    return _spans(timeline, [view for seen in views(timeline).values() for view in _runs(seen) if not view.is_known])


def _runs(seen: Sequence[View]) -> Iterator[View]:
    """Of looks in a row that say the same, the first."""
    for before, view in pairwise([None, *seen]):
        if view is not None and (before is None or _says(before) != _says(view)):
            yield view


def _says(view: View) -> tuple[bool, bool, str]:
    return view.is_seen, view.is_known, view.why


def _spans(timeline: Timeline, hidden: Sequence[View]) -> tuple[Hidden, ...]:
    spans = (Hidden(view.media, view.at, _until(timeline, view), view.why) for view in hidden)
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def _until(timeline: Timeline, view: View) -> float:
    """When the next look at the same element said something else."""
    seen = views(timeline)[view.media]
    following = seen[bisect_right(seen, view.at, key=lambda one: one.at) :]
    return next((one.at for one in following if _says(one) != _says(view)), timeline.end)
