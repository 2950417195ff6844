"""Detection: the first thing that a player was seen to do about a fault, while the picture still stood."""

from chaoslab.disturbance import Disturbance
from chaoslab.frames import Gap, gaps
from chaoslab.reactions import first_reaction
from chaoslab.timeline import Timeline

BY_ITSELF = "the player did nothing about it; the picture came back by itself"


def picture_back(timeline: Timeline, hit: Disturbance) -> float | None:
    """When the longest stop of a disturbance was over; None where it never was, or nothing stopped."""
    stop = _longest_stop(timeline, hit)
    return stop.end if stop is not None and stop.closed and stop.end <= hit.until else None


def detected(timeline: Timeline, hit: Disturbance) -> tuple[float, float] | None:
    """(when, uncertainty) of the first reaction to a disturbance; what came after the picture was back is none."""
    reaction = first_reaction(timeline, hit.injected_at, hit.until)
    back = picture_back(timeline, hit)
    return None if reaction is None or (back is not None and reaction[0] >= back) else reaction


def _longest_stop(timeline: Timeline, hit: Disturbance) -> Gap | None:
    mine = [gap for gap in gaps(timeline) if gap.end > hit.injected_at and gap.start < hit.until]
    longest = max(mine, key=lambda gap: min(gap.end, hit.until) - gap.start - gap.hidden, default=None)
    return None if hit.impact_at is None else longest
