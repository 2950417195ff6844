"""What the viewer saw: presented frames with their painted numbers, the gaps between them, and live latency."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.picture.laps import send_times
from chaoslab.evidence.picture.shown import Shown, shown
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

STALL_AFTER = 0.25  # seconds without a new frame; AMP's "picture stops > 250 ms" (amphtml PR #23962)
REFRESH = 1 / 60  # seconds between two refreshes of the screen: the resolution of "presented"
_MOVES_WITHIN = 0.1  # seconds from a first picture to the next one, once it moves; what moves for less does not
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
    place: int | None = None  # among all that the publisher sent, from 0

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
    """A time without a new frame: from the last one before to the one that moves on, or to the end of observation."""

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
    """New pictures of the stream within the observed window, on the element under test, where a viewer could see them.

    A picture that was shown before is not new.
    """
    return _frames(timeline, (one for one in shown(timeline) if one.is_new))


def showings(timeline: Timeline) -> tuple[Frame, ...]:
    """Every presentation of a readable number within the observed window, including pictures shown before."""
    return _frames(timeline, (one for one in shown(timeline) if one.event.data.get("painted") is not None))


@once_per_timeline
def streamed(timeline: Timeline) -> tuple[Frame, ...]:
    """Every picture of the stream within the observed window that differs from the one before, whether new or not."""
    pictures = (one for one in shown(timeline) if one.is_streams and one.is_other and not one.is_beside)
    return _frames(timeline, pictures)


@once_per_timeline
def changing(timeline: Timeline) -> tuple[Frame, ...]:
    """Every picture within the observed window that differs from the one before, new or not, of the stream or not."""
    return _frames(timeline, (one for one in shown(timeline) if one.is_other))


def _frames(timeline: Timeline, pictures: Iterable[Shown]) -> tuple[Frame, ...]:
    sent = send_times(timeline)
    return tuple(
        Frame(
            at=one.event.at,
            painted=one.event.data.get("painted"),
            sent_at=None if one.place is None else sent[one.place],
            media=one.event.data.get("media"),
            unseen=one.unseen,
            place=one.place,
        )
        for one in pictures
        if timeline.start <= one.event.at <= timeline.end
    )


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
    """Times without a new frame, once the picture moves; the time in which the tab was hidden does not count.

    They end with the picture that moves on: one that stands still itself, or moves for less than 0.1 s, ends no stop.
    """
    return _stops(timeline, moving(timeline), longer_than)


def stills(timeline: Timeline, *, longer_than: float = STALL_AFTER) -> tuple[Gap, ...]:
    """As `gaps`, but times in which nothing moved at all: pictures that are shown once more do move."""
    first = next(iter(moving(timeline)), None)
    moved = () if first is None else tuple(frame for frame in changing(timeline) if frame.at >= first.at)
    return _stops(timeline, moved, longer_than)


def _stops(timeline: Timeline, frames: Sequence[Frame], longer_than: float) -> tuple[Gap, ...]:
    if not frames:
        return ()
    between = [_gap(timeline, before.at, after.at) for before, after in pairwise(frames) if is_gap(before, after)]
    between.append(_gap(timeline, frames[-1].at, timeline.end, closed=False))
    stops: list[Gap] = []
    for stop in between:
        if stop.length < min(longer_than, STALL_AFTER):
            continue
        if stops and stop.start - stops[-1].end < _MOVES_WITHIN:
            stops[-1] = _gap(timeline, stops[-1].start, stop.end, closed=stop.closed)
        else:
            stops.append(stop)
    return tuple(stop for stop in stops if stop.length >= longer_than)


def between_stops(frames: Iterable[Frame], stops: Iterable[Gap]) -> Iterator[Frame]:
    """Without those that came alone within a stop."""
    within = deque(stops)
    for frame in frames:
        while within and within[0].end <= frame.at:
            within.popleft()
        if not within or frame.at <= within[0].start:
            yield frame


def is_gap(before: Frame, after: Frame) -> bool:
    """Whether the picture stopped; it did not if it went on while the page was too busy to see it."""
    return after.unseen == 0 or (after.at - before.at) / after.pictures >= STALL_AFTER


def _gap(timeline: Timeline, start: float, end: float, *, closed: bool = True) -> Gap:
    return Gap(start, end, closed, hidden_between(timeline, start, end))


def latencies(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """(lab-clock time, seconds behind the publisher) of every picture whose number could be read, new or not."""
    return tuple((frame.at, frame.latency) for frame in streamed(timeline) if frame.latency is not None)


def source_rate(timeline: Timeline) -> float | None:
    """Frames per second that the publisher sent, from its own log; None if it sent fewer than two."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    steps = [b - a for a, b in pairwise(sent)]
    return 1 / max(median(steps), 1e-6) if steps else None


def stop_exactness(timeline: Timeline) -> float:
    """The uncertainty of a time that begins or ends with a stop of the picture.

    The picture stopped at some time between the last one and the next one due, so the time between two pictures of
    the source bounds what can be known, or the screen's refresh if that is longer.
    """
    rate = source_rate(timeline)
    return max(REFRESH, min(1 / rate, _SLOWEST) if rate else REFRESH) + CLOCK_UNCERTAINTY
