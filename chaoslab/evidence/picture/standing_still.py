"""Times in which the picture stood still although the stream flowed and somebody could have seen it, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chaoslab.evidence.picture.frames import changing, stills
from chaoslab.evidence.picture.seen import view_at
from chaoslab.evidence.picture.silent_freeze import silent_freezes
from chaoslab.evidence.picture.tab_hidden import hidden_spans
from chaoslab.evidence.picture.under_test import under_test
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

LEAST = 5.0  # seconds in which nothing excused it
_FLOWS = 1.0  # seconds between two pictures of a stream that flows, at most
_SAMPLED = 1.0  # seconds after which an element that is no longer sampled is no longer there
_HAVE_FUTURE_DATA = 3  # `readyState` of an element that can play on from where it is
_Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class StandingStill:
    """One of them, on the lab clock. `unexcused_from` begins the time in which nothing kept the picture from moving."""

    start: float  # the last picture that moved, or the end of a silent freeze
    end: float  # the next one, or the end of observation
    to_the_end: bool
    unexcused_from: float
    media: int | None
    why: str  # how it stood with the element, as "the media element was paused"

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@once_per_timeline
def standing_still(timeline: Timeline) -> tuple[StandingStill, ...]:
    """All in which the picture stood still for 5 s or more with nothing to excuse it, in order.

    A fault that is on, a hidden tab and a publisher that sends nothing excuse it. A silent freeze is none of these: it
    is told by itself. Pictures that are shown once more do move. Nobody asks for a pause in the lab.
    """
    return tuple(_found(timeline))


def _found(timeline: Timeline) -> Iterator[StandingStill]:
    told = tuple((freeze.start, freeze.end) for freeze in silent_freezes(timeline))
    excuses = _excuses(timeline)
    for stop in stills(timeline, longer_than=LEAST):
        for start, end in _without(told, stop.start, stop.end):
            since = next((begin for begin, until in _without(excuses, start, end) if until - begin >= LEAST), None)
            if since is not None:
                media = _element(timeline, start)
                to_the_end = not stop.closed and end == stop.end
                yield StandingStill(start, end, to_the_end, since, media, _why(timeline, media, since, end))


def _excuses(timeline: Timeline) -> _Spans:
    lifted = {event.data["step"]: event.at for event in timeline.named(EventName.FAULT_LIFTED)}
    faults = (
        (event.at, lifted.get(event.data["step"], timeline.end)) for event in timeline.named(EventName.FAULT_INJECTED)
    )
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT) if event.at <= timeline.end]
    dry = (pair for pair in pairwise([timeline.zero, *sent, timeline.end]) if pair[1] - pair[0] > _FLOWS)
    return tuple(sorted((*faults, *hidden_spans(timeline), *dry)))


def _without(spans: _Spans, start: float, end: float) -> Iterator[tuple[float, float]]:
    """The pieces of an interval that lie in none of some sorted spans."""
    begins = start
    for since, until in spans:
        if until > begins and since < end:
            if since > begins:
                yield begins, since
            begins = until
    if begins < end:
        yield begins, end


def _element(timeline: Timeline, at: float) -> int | None:
    """The element under test, or where its size is unknown, the one that showed the last picture."""
    tested = under_test(timeline, at)
    if tested is not None:
        return tested
    return next((frame.media for frame in reversed(changing(timeline)) if frame.at <= at), None)


def _why(timeline: Timeline, media: int | None, since: float, end: float) -> str:
    halfway = (since + end) / 2  # at its end it may be on its way back
    view = view_at(timeline, media, halfway)
    if view is not None and not view.is_seen:
        return f"the picture was {view.why or 'not to be seen'}"
    return f"the media element {_stands(timeline, media, halfway)}"


_MARKS = {
    EventName.MEDIA_FAILED: "had failed",
    EventName.MEDIA_EMPTIED: "was empty",
    EventName.MEDIA_ENDED: "had ended",
    EventName.MEDIA_LOAD_BEGAN: "",
    EventName.MEDIA_PLAYING: "",
}


def _stands(timeline: Timeline, media: int | None, at: float) -> str:
    """How it stood with an element at an instant, by its newest event and its newest sample."""
    marks = [e for e in timeline.named(*_MARKS) if e.data.get("media") == media and e.at <= at]
    if marks and (mark := _MARKS[marks[-1].name]):
        return mark
    sampled = timeline.named(EventName.MEDIA_SAMPLED)
    newest = next((e for e in reversed(sampled) if e.data.get("media") == media and e.at <= at), None)
    if newest is None or at - newest.at > _SAMPLED:
        return "was gone"
    if newest.data.get("paused") is not False:
        return "was paused"
    return "waited for data" if int(newest.data.get("ready_state") or 0) < _HAVE_FUTURE_DATA else "was playing"
