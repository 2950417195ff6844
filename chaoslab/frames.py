"""What the viewer saw: presented frames with their painted numbers, the gaps between them, and live latency."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from chaoslab.events import EventName
from chaoslab.timeline import Timeline

STALL_AFTER = 0.25  # seconds without a new frame; AMP's "picture stops > 250 ms" (amphtml PR #23962)
REFRESH = 1 / 60  # seconds between two refreshes of the screen: the quantum of "presented"


@dataclass(frozen=True, slots=True)
class Frame:
    """One new picture on the screen. `sent_at` is when the publisher sent it, None where its number was unreadable."""

    at: float
    painted: int | None
    sent_at: float | None

    @property
    def latency(self) -> float | None:
        """Capture (send) to render, in seconds."""
        return None if self.sent_at is None else self.at - self.sent_at


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a new frame: from the last frame before to the next one, or to the end of observation."""

    start: float
    end: float
    closed: bool  # False when no frame came until the end of observation

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@lru_cache(maxsize=4)
def presented(timeline: Timeline) -> tuple[Frame, ...]:
    """New pictures within the observed window; a picture shown again (same painted number) is not a new one."""
    sends = _Sends(timeline)
    frames: list[Frame] = []
    last: int | None = None
    for event in timeline.named(EventName.FRAME_PRESENTED):
        painted = event.data.get("painted")
        if painted is not None and painted == last:
            continue
        last = painted
        if timeline.start <= event.at <= timeline.end:
            frames.append(Frame(event.at, painted, sends.sent_at(painted, event.at)))
    return tuple(frames)


def moving(timeline: Timeline) -> tuple[Frame, ...]:
    """New pictures from when the picture moves on: a first frame that stands while the buffer fills is startup.

    Mux: "first frame and playhead moving"; CTA-2066 counts no stall during startup. A window has no startup.
    """
    frames = presented(timeline)
    if timeline.window:
        return frames
    starts = (i for i, (one, following) in enumerate(pairwise(frames)) if following.at - one.at < STALL_AFTER)
    return frames[next(starts, len(frames)) :]


def gaps(timeline: Timeline, *, longer_than: float = STALL_AFTER) -> tuple[Gap, ...]:
    """Times without a new frame, once the picture moves; hidden tabs present nothing and are left out."""
    frames = moving(timeline)
    if not frames:
        return ()
    times = [frame.at for frame in frames]
    pairs = [Gap(a, b, closed=True) for a, b in pairwise(times)]
    pairs.append(Gap(times[-1], timeline.end, closed=False))
    hidden = _hidden_spans(timeline)
    return tuple(gap for gap in pairs if gap.length >= longer_than and not _overlaps(gap, hidden))


def latencies(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """(lab-clock time, seconds behind the publisher) of every frame whose number could be read."""
    return tuple((frame.at, frame.latency) for frame in presented(timeline) if frame.latency is not None)


def source_rate(timeline: Timeline) -> float | None:
    """Frames a second that the publisher sent, from its own log; None when it sent fewer than two."""
    sent = [event.at for event in timeline.named(EventName.PUBLISHER_FRAME_SENT)]
    steps = [b - a for a, b in pairwise(sent)]
    return 1 / max(median(steps), 1e-6) if steps else None


class _Sends:
    """When each painted number was sent; numbers repeat with the clip, so the latest send before the showing counts."""

    def __init__(self, timeline: Timeline) -> None:
        self._times: defaultdict[int, list[float]] = defaultdict(list)
        for event in timeline.named(EventName.PUBLISHER_FRAME_SENT):
            self._times[event.data["painted"]].append(event.at)

    def sent_at(self, painted: int | None, shown_at: float) -> float | None:
        times = self._times.get(painted, []) if painted is not None else []
        index = bisect_right(times, shown_at)
        return times[index - 1] if index else None


def _hidden_spans(timeline: Timeline) -> tuple[tuple[float, float], ...]:
    spans: list[tuple[float, float]] = []
    since: float | None = None
    for event in timeline.named(EventName.PAGE_HIDDEN, EventName.PAGE_SHOWN):
        if event.name is EventName.PAGE_HIDDEN:
            since = event.at if since is None else since
        elif since is not None:
            spans.append((since, event.at))
            since = None
    return tuple([*spans, (since, timeline.end)] if since is not None else spans)


def _overlaps(gap: Gap, spans: tuple[tuple[float, float], ...]) -> bool:
    return any(gap.start < end and start < gap.end for start, end in spans)
