"""A disturbance: when a fault reached the picture, and when the picture was back for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from chaoslab.events import EventName
from chaoslab.frames import Frame, gaps, presented, source_rate
from chaoslab.timeline import Timeline

STEADY_FOR = 5.0  # seconds of good play that count as recovered
STEADY_SHARE = 0.9  # of the source's frame rate
LATENCY_SLACK = 2.0  # seconds behind the latency of before
_BASELINE_SPAN = 3.0  # seconds before the fault from which the latency of before is read


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Times on the lab clock; None where it never happened within observation."""

    injected_at: float
    impact_at: float | None  # the last picture before the first gap that the fault caused
    recovered_at: float | None  # start of the first 5 s of steady pictures after the impact


def disturbance(timeline: Timeline) -> Disturbance | None:
    """The trial's first disturbance; None when no fault was injected."""
    injected = timeline.first(EventName.FAULT_INJECTED)
    if injected is None:
        return None
    gap = next((gap for gap in gaps(timeline) if gap.end > injected.at), None)
    frames = presented(timeline)
    search_from = injected.at if gap is None else gap.end
    recovered = _steady_from(timeline, [f for f in frames if f.at >= search_from], _latency_before(frames, injected.at))
    if gap is None and recovered is not None:
        recovered = injected.at
    return Disturbance(injected.at, gap.start if gap else None, recovered)


def _latency_before(frames: Sequence[Frame], injected_at: float) -> float | None:
    behind = [f.latency for f in frames if injected_at - _BASELINE_SPAN <= f.at < injected_at and f.latency is not None]
    return median(behind) if behind else None


def _steady_from(timeline: Timeline, frames: Sequence[Frame], latency_before: float | None) -> float | None:
    """metrics.md `recovered`: 5 s at ≥ 90 % of the source rate and latency within 2 s of before, on any transport."""
    rate = source_rate(timeline)
    if rate is None or latency_before is None:
        return None
    needed = STEADY_SHARE * rate * STEADY_FOR
    last = 0
    for first, frame in enumerate(frames):
        until = frame.at + STEADY_FOR
        if until > timeline.end:
            return None
        while last < len(frames) and frames[last].at <= until:
            last += 1
        shown = frames[first:last]
        if len(shown) >= needed and _close_to_live(shown, latency_before):
            return frame.at
    return None


def _close_to_live(shown: Sequence[Frame], latency_before: float) -> bool:
    behind = [frame.latency for frame in shown if frame.latency is not None]
    return bool(behind) and median(behind) <= latency_before + LATENCY_SLACK
