"""Pictures that were shown later after they were sent than before."""

from chaoslab.disturbance import latency_before
from chaoslab.frames import latencies
from chaoslab.timeline import Timeline

_ENOUGH = 10  # pictures one after the other; fewer may be a hiccup of the machine


def first_late_picture(timeline: Timeline, *, since: float, until: float, by: float) -> tuple[float, float] | None:
    """(when, how late) of the first of ten pictures within an interval that were all late by so many seconds more."""
    usual = latency_before(timeline, since)
    if usual is None:
        return None
    run = 0
    within = [(at, latency - usual) for at, latency in latencies(timeline) if since <= at <= until]
    for index, (_, late) in enumerate(within):
        run = run + 1 if late >= by else 0
        if run == _ENOUGH:
            return within[index - _ENOUGH + 1]
    return None
