"""How exact a figure that was read from pictures is: its half-width in seconds."""

from chaoslab.frames import REFRESH, source_rate
from chaoslab.probe import CLOCK_UNCERTAINTY
from chaoslab.timeline import Timeline

SHOWING = REFRESH + CLOCK_UNCERTAINTY  # of the instant at which one picture was shown
_SLOWEST = 1.0  # seconds between two pictures of a source, at most


def stop_exactness(timeline: Timeline) -> float:
    """Of a time that begins or ends with a stop of the picture.

    A picture that stops has stopped at some time between the last one and the one that was due, so the time between
    two pictures of the source bounds what can be known; a screen's refresh does, where that is longer.
    """
    rate = source_rate(timeline)
    return max(REFRESH, min(1 / rate, _SLOWEST) if rate else REFRESH) + CLOCK_UNCERTAINTY
