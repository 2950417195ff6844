"""A disturbance: when a fault reached the picture, and when the picture was back for good."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from chaoslab.evidence.picture.frames import STALL_AFTER, Frame, Gap, gaps, latencies, presented, source_rate
from chaoslab.evidence.picture.latency_slack import latency_slack
from chaoslab.timeline.events import EventName
from chaoslab.timeline.once import once_per_timeline
from chaoslab.timeline.timeline import Timeline

STEADY_FOR = 5.0  # seconds of good play that count as recovered
STEADY_SHARE = 0.9  # of the source's frame rate
_MOVES_FOR = 1.0  # seconds without a stop with which recovery begins; a stop that follows sooner is part of the event
_BASELINE_SPAN = 3.0  # seconds before the fault from which the latency of before is read


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Times on the lab clock; None if it never happened before `until`."""

    injected_at: float
    until: float  # the next disturbance, or the end of observation
    impact_at: float | None  # the last picture before the first gap that the fault caused
    recovered_at: float | None  # from here on every 5 s are steady
    steps: tuple[int, ...] = ()  # of the plan, in the order of their injections
    cleared_at: float | None = None  # when the last of its faults began to lift; None if one was never lifted

    @property
    def since(self) -> float:
        """From when the viewer suffered, as far as anybody saw."""
        return self.injected_at if self.impact_at is None else self.impact_at


def disturbance(timeline: Timeline) -> Disturbance | None:
    """The trial's first disturbance; None if no fault was injected."""
    return next(iter(disturbances(timeline)), None)


@once_per_timeline
def disturbances(timeline: Timeline) -> tuple[Disturbance, ...]:
    """One for each fault, in order.

    Faults that overlap make one disturbance, and so do faults too close together to be steady in between.
    """
    starts = list(_starts(timeline))
    if not starts:
        return ()
    ends = [*starts[1:], timeline.end]
    before = latency_before(timeline, starts[0])
    hits = (_between(timeline, start, end, before) for start, end in zip(starts, ends, strict=True))
    return tuple(_with_steps(timeline, hit) for hit in hits)


def latency_before(timeline: Timeline, injected_at: float) -> float | None:
    """Median live latency over the 3 s before an injection; None if no picture was shown in them."""
    behind = [latency for at, latency in latencies(timeline) if injected_at - _BASELINE_SPAN <= at < injected_at]
    return median(behind) if behind else None


def _starts(timeline: Timeline) -> Iterator[float]:
    lifted = {event.data["step"]: event.at for event in timeline.named(EventName.FAULT_LIFTED)}
    last_end = -math.inf
    for event in timeline.named(EventName.FAULT_INJECTED):
        if event.at >= last_end + STEADY_FOR:
            yield event.at
        last_end = max(last_end, lifted.get(event.data["step"], timeline.end))


def _with_steps(timeline: Timeline, hit: Disturbance) -> Disturbance:
    injected = [e for e in timeline.named(EventName.FAULT_INJECTED) if hit.injected_at <= e.at < hit.until]
    steps = tuple(int(event.data["step"]) for event in injected)
    lifted = {int(e.data["step"]): e.at for e in timeline.named(EventName.FAULT_LIFTED)}
    times = [lifted[step] for step in steps if step in lifted]
    return replace(hit, steps=steps, cleared_at=max(times) if times and len(times) == len(steps) else None)


def _between(timeline: Timeline, start: float, until: float, before: float | None) -> Disturbance:
    # The last picture before the next fault may be some frames older: the stop that follows belongs to that fault.
    mine = (gap for gap in gaps(timeline) if gap.end > start and (gap.end <= until or gap.start < until - STALL_AFTER))
    gap = next(mine, None)
    recovered = _steady_from(timeline, start if gap is None else gap.end, until, before)
    if gap is None and recovered is not None and recovered - start < STALL_AFTER:
        recovered = start
    return Disturbance(start, until, gap.start if gap else None, recovered)


def _steady_from(timeline: Timeline, since: float, until: float, before: float | None) -> float | None:
    """`recovered` in docs/how-it-measures.md: 5 s at ≥ 90 % of the source rate, latency not much above that of before.

    On any transport, and for good: the first picture from which every 5 s until the end are like that.
    """
    rate = source_rate(timeline)
    if rate is None or before is None:
        return None
    frames = presented(timeline)
    times = [frame.at for frame in frames]
    needed, furthest = STEADY_SHARE * rate * STEADY_FOR, before + latency_slack(timeline)
    stops = gaps(timeline)
    steady_from: float | None = None
    for first in range(bisect_left(times, since), bisect_right(times, until - STEADY_FOR)):
        if not _moves_on(stops, times[first]):
            continue
        shown = frames[first : bisect_right(times, times[first] + STEADY_FOR)]
        good = sum(frame.pictures for frame in shown) >= needed and _close_to_live(shown, furthest)
        steady_from = (steady_from or times[first]) if good else None
    return steady_from


def _moves_on(stops: Sequence[Gap], at: float) -> bool:
    """Whether play begins with a picture: not if it is within a stop, or soon followed by one."""
    index = bisect_right(stops, at, key=lambda stop: stop.end)
    return index == len(stops) or stops[index].start - at >= _MOVES_FOR


def _close_to_live(shown: Sequence[Frame], furthest: float) -> bool:
    behind = [frame.latency for frame in shown if frame.latency is not None]
    return bool(behind) and median(behind) <= furthest
