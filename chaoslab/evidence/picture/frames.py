"""What the viewer saw: presented frames with their painted numbers, the gaps between them, and live latency."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

STALL_AFTER = 0.25  # seconds without a new frame; AMP's "picture stops > 250 ms" (amphtml PR #23962)
REFRESH = 1 / 60  # seconds between two refreshes of the screen: the resolution of "presented"
_MOVES_WITHIN = 0.1  # seconds from a first picture to the next one, once it moves
SAME_PICTURE = 1.0  # seconds within which two elements that show the same number show the same picture
SHOWING = REFRESH + CLOCK_UNCERTAINTY  # uncertainty of the instant at which one picture was shown
_SLOWEST = 1.0  # seconds between two pictures of a source, at most


@dataclass(frozen=True, slots=True)
class Frame:
    """One new picture on the screen.

    `sent_at` is when the publisher sent it, None if its number was unreadable. `unseen` counts the pictures between
    the one before and this one that the browser presented while the page was too busy to be told of them.
    """

    at: float
    painted: int | None
    sent_at: float | None
    media: int | None = None  # the element that showed it
    unseen: int = 0

    @property
    def latency(self) -> float | None:
        """Capture (send) to render, in seconds."""
        return None if self.sent_at is None else self.at - self.sent_at

    @property
    def pictures(self) -> int:
        """It, and those that went unseen before it."""
        return 1 + self.unseen


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a new frame: from the last frame before to the next one, or to the end of observation."""

    start: float
    end: float
    closed: bool  # False if no frame came before the end of observation
    hidden: float = 0.0  # seconds of it in which the tab was hidden, and could show nothing

    @property
    def length(self) -> float:
        """Seconds in which a picture should have been seen."""
        return self.end - self.start - self.hidden


@once_per_timeline
def presented(timeline: Timeline) -> tuple[Frame, ...]:
    """New pictures within the observed window.

    A picture shown again, by the same element or soon after by another one, is not new. A picture without a readable
    number is not new either if others have one: it may be a slate that a page shows instead of the stream.
    """
    sends = _Sends(timeline)
    return tuple(
        Frame(event.at, event.data.get("painted"), sends.sent_at(event), event.data.get("media"), unseen)
        for event, unseen in _new_pictures(timeline)
        if timeline.start <= event.at <= timeline.end
    )


def showings(timeline: Timeline) -> tuple[Frame, ...]:
    """Every presentation of a readable number within the observed window, including pictures shown before."""
    sends = _Sends(timeline)
    events = (event for event in timeline.named(EventName.FRAME_PRESENTED) if event.data.get("painted") is not None)
    return tuple(
        Frame(event.at, event.data["painted"], sends.sent_at(event), event.data.get("media"))
        for event in events
        if timeline.start <= event.at <= timeline.end
    )


def _new_pictures(timeline: Timeline) -> Iterator[tuple[Event, int]]:
    events = timeline.named(EventName.FRAME_PRESENTED)
    numbered = any(event.data.get("painted") is not None for event in events)
    last: dict[int | None, Event] = {}  # of each element
    shown: dict[int, Event] = {}  # of each number
    for event in events:
        painted, media = event.data.get("painted"), event.data.get("media")
        before, last[media] = last.get(media), event
        if numbered and (painted is None or _is_shown(event, before, shown.get(painted))):
            continue
        if painted is not None:
            shown[painted] = event
        yield event, _unseen(timeline, before, event)


def _is_shown(event: Event, before: Event | None, same: Event | None) -> bool:
    if before is not None and before.data.get("painted") == event.data["painted"]:
        return True
    other = same is not None and same.data.get("media") != event.data.get("media")
    return other and same is not None and event.at - same.at < SAME_PICTURE


def _unseen(timeline: Timeline, before: Event | None, event: Event) -> int:
    """Pictures that the element presented between two that the page was told of (`presentedFrames` counts them all).

    Those in a hidden tab do not count: nobody sees them.
    """
    if before is None or "presented" not in event.data or "presented" not in before.data:
        return 0
    if hidden_between(timeline, before.at, event.at):
        return 0
    return max(int(event.data["presented"]) - int(before.data["presented"]) - 1, 0)


def moving(timeline: Timeline) -> tuple[Frame, ...]:
    """New pictures from when the picture moves on: a first frame that stands while the buffer fills is startup.

    Mux: "first frame and playhead moving"; CTA-2066 counts no stall during startup. A window has no startup.
    """
    frames = presented(timeline)
    if timeline.window:
        return frames
    starts = (i for i, (frame, following) in enumerate(pairwise(frames)) if following.at - frame.at < _MOVES_WITHIN)
    return frames[next(starts, len(frames)) :]


def gaps(timeline: Timeline, *, longer_than: float = STALL_AFTER) -> tuple[Gap, ...]:
    """Times without a new frame, once the picture moves; the time in which the tab was hidden does not count."""
    frames = moving(timeline)
    if not frames:
        return ()
    stops = [_gap(timeline, before.at, after.at) for before, after in pairwise(frames) if is_gap(before, after)]
    stops.append(_gap(timeline, frames[-1].at, timeline.end, closed=False))
    return tuple(gap for gap in stops if gap.length >= longer_than)


def is_gap(before: Frame, after: Frame) -> bool:
    """Whether the picture stopped; it did not if it went on while the page was too busy to see it."""
    return after.unseen == 0 or (after.at - before.at) / after.pictures >= STALL_AFTER


def _gap(timeline: Timeline, start: float, end: float, *, closed: bool = True) -> Gap:
    return Gap(start, end, closed, hidden_between(timeline, start, end))


def latencies(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """(lab-clock time, seconds behind the publisher) of every frame whose number could be read."""
    return tuple((frame.at, frame.latency) for frame in presented(timeline) if frame.latency is not None)


def source_rate(timeline: Timeline) -> float | None:
    """Frames per second that the publisher sent, from its own log; None if it sent fewer than two."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    steps = [b - a for a, b in pairwise(sent)]
    return 1 / max(median(steps), 1e-6) if steps else None


class _Sends:
    """When each painted number was sent; numbers repeat with the clip, so the latest send before the showing counts."""

    def __init__(self, timeline: Timeline) -> None:
        self._times: defaultdict[int, list[float]] = defaultdict(list)
        for event in timeline.named(EventName.PUBLISHER_FRAME_SENT):
            self._times[event.data["painted"]].append(event.at)

    def sent_at(self, shown: Event) -> float | None:
        painted = shown.data.get("painted")
        times = self._times.get(painted, []) if painted is not None else []
        index = bisect_right(times, shown.at)
        return times[index - 1] if index else None


def stop_exactness(timeline: Timeline) -> float:
    """The uncertainty of a time that begins or ends with a stop of the picture.

    The picture stopped at some time between the last one and the next one due, so the time between two pictures of
    the source bounds what can be known, or the screen's refresh if that is longer.
    """
    rate = source_rate(timeline)
    return max(REFRESH, min(1 / rate, _SLOWEST) if rate else REFRESH) + CLOCK_UNCERTAINTY
