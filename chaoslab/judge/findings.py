"""Findings: sentences on what a trial showed about the player that no expectation asks about."""

from collections.abc import Iterator, Sequence
from itertools import chain

from chaoslab.evidence.picture.disagreements import disagreements
from chaoslab.evidence.picture.frames import moving
from chaoslab.evidence.picture.seen import Hidden, not_known, not_seen, views
from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.evidence.picture.standing_still import StandingStill, standing_still
from chaoslab.evidence.picture.under_test import under_test
from chaoslab.judge.finding_words import (
    Element,
    When,
    could_not_be_seen,
    disagree,
    froze_more,
    froze_silently,
    may_not_have_been_seen,
    stood_more,
    stood_still,
)
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_MOST = 5  # of a kind that get a sentence each
_LEAST = 1.0  # seconds for which a moving picture must have been hidden


def findings(timeline: Timeline) -> tuple[str, ...]:
    """One sentence each; times are seconds of the trial."""
    kinds = _froze(timeline), _stood(timeline), _hidden(timeline), _unknown(timeline), _disagreed(timeline)
    return tuple(chain.from_iterable(kinds))


def _froze(timeline: Timeline) -> Iterator[str]:
    freezes = silent_freezes(timeline)
    for freeze in freezes[:_MOST]:
        yield froze_silently(_when(timeline, freeze.start, freeze.end, ends=False))
    if others := freezes[_MOST:]:
        yield froze_more(len(others), sum(freeze.length for freeze in others))


def _stood(timeline: Timeline) -> Iterator[str]:
    """Without what hid the picture: that is told by itself."""
    hidden = not_seen(timeline)
    stops = [stop for stop in standing_still(timeline) if not _is_hidden(stop, hidden)]
    for stop in stops[:_MOST]:
        when = _when(timeline, stop.start, stop.end, ends=stop.to_the_end)
        excused = stop.unexcused_from > stop.start
        since = timeline.since_zero(stop.unexcused_from) if excused else None
        yield stood_still(when, stop.why, unexcused_from=since)
    if others := stops[_MOST:]:
        yield stood_more(len(others), sum(stop.end - max(stop.start, stop.unexcused_from) for stop in others))


def _is_hidden(stop: StandingStill, hidden: Sequence[Hidden]) -> bool:
    middle = (max(stop.start, stop.unexcused_from) + stop.end) / 2
    return any(span.media == stop.media and span.start <= middle < span.end for span in hidden)


def _hidden(timeline: Timeline) -> Iterator[str]:
    for span in _under_test(timeline, not_seen(timeline))[:_MOST]:
        yield could_not_be_seen(_when(timeline, span.start, span.end), span.why)


def _unknown(timeline: Timeline) -> Iterator[str]:
    for span in _under_test(timeline, not_known(timeline))[:_MOST]:
        yield may_not_have_been_seen(_when(timeline, span.start, span.end), span.why)


def _under_test(timeline: Timeline, spans: Sequence[Hidden]) -> list[Hidden]:
    """Those of the element under test in which its picture moved, once it had begun: a notice may cover a dead one."""
    first = next(iter(moving(timeline)), None)
    if first is None:
        return []
    return [
        span
        for span in spans
        if span.end > first.at and span.media == under_test(timeline, span.start) and _moved(timeline, span)
    ]


def _moved(timeline: Timeline, span: Hidden) -> bool:
    shown = [
        event.at
        for event in timeline.named(EventName.FRAME_PRESENTED)
        if event.data.get("media") == span.media and span.start <= event.at <= span.end
    ]
    return bool(shown) and shown[-1] - shown[0] >= _LEAST


def _disagreed(timeline: Timeline) -> Iterator[str]:
    for one in disagreements(timeline)[:_MOST]:
        yield disagree(
            _when(timeline, one.start, one.end),
            _element(timeline, one.tested),
            _element(timeline, one.other),
            the_largest_stood=one.tested_stood,
        )


def _element(timeline: Timeline, media: int | None) -> Element:
    tags = (e.data.get("tag") for e in timeline.named(EventName.MEDIA_ATTACHED) if e.data.get("media") == media)
    largest = max(views(timeline).get(media, ()), key=lambda view: view.box, default=None)
    size = (0.0, 0.0) if largest is None else (largest.width or 0.0, largest.height or 0.0)
    return Element(media or 0, str(next(tags, "video")), *size)


def _when(timeline: Timeline, start: float, end: float, *, ends: bool | None = None) -> When:
    to_the_end = end >= timeline.end if ends is None else ends
    return When(timeline.since_zero(start), timeline.since_zero(end), to_the_end)
