"""Whether the browser dropped a good part of the pictures that it had decoded, with no fault to blame."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from chaoslab.evidence.picture.frames import REFRESH
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

# Measured: docs/how-it-measures.md. In such a phase a browser drops every third picture, otherwise one now and then.
SHARE = 0.2  # of the decoded pictures
SPAN = 2.0  # seconds; a late picture or two do not make a phase
LEAST = 20  # pictures; a stream that hardly flows proves nothing


@dataclass(frozen=True, slots=True)
class _Span:
    start: Event
    end: Event

    @property
    def seconds(self) -> float:
        return self.end.at - self.start.at

    def grown(self, key: str) -> int:
        return int(self.end.data[key]) - int(self.start.data[key])


def why_thinned(timeline: Timeline) -> str:
    """Why the missing pictures say nothing about the player; empty if the browser showed what it had.

    Only times of a visible page with no active fault count: under a fault, drops may be its effect. A stream with more
    pictures than the screen can show does not count either.
    """
    thinned = next((span for span in _spans(timeline) if _is_thinned(span) and _is_calm(span, timeline)), None)
    if thinned is None:
        return ""
    first, last = (timeline.since_zero(event.at) for event in (thinned.start, thinned.end))
    drops = f"{thinned.grown('dropped')} of {thinned.grown('total')} pictures that it had decoded"
    return f"from {first:.0f} s to {last:.0f} s the browser itself dropped {drops}"


def _spans(timeline: Timeline) -> Iterator[_Span]:
    """The samples of each element, each with the latest one that came at least a span before it."""
    by_element: defaultdict[int, list[Event]] = defaultdict(list)
    for event in timeline.named(EventName.MEDIA_SAMPLED):
        if event.data.get("dropped") is None or event.data.get("total") is None or event.at < timeline.zero:
            continue
        samples = by_element[event.data["media"]]
        samples.append(event)
        while len(samples) > 1 and event.at - samples[1].at >= SPAN:
            samples.pop(0)
        if event.at - samples[0].at >= SPAN:
            yield _Span(samples[0], event)


def _is_thinned(span: _Span) -> bool:
    decoded, dropped = span.grown("total"), span.grown("dropped")
    shown_by_a_screen = span.seconds / REFRESH
    return LEAST <= decoded <= shown_by_a_screen and dropped >= SHARE * decoded


def _is_calm(span: _Span, timeline: Timeline) -> bool:
    start, end = span.start.at, span.end.at
    forced = any(start < until and since < end for since, until in _forces(timeline))
    return not forced and not hidden_between(timeline, start, end)


def _forces(timeline: Timeline) -> Iterator[tuple[float, float]]:
    """When faults were active, on the lab clock."""
    lifted = {event.data["step"]: event.at for event in timeline.named(EventName.FAULT_LIFTED)}
    for event in timeline.named(EventName.FAULT_INJECTED):
        yield event.at, lifted.get(event.data["step"], timeline.end)
