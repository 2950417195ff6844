"""Watched time: how long somebody watched, stalls and startup included."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.player.watched_time import watched_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class WatchedTime(Probe):
    """Opening of the page → end of observation, excluding pauses, hidden time and what follows the end or a failure.

    It includes startup, stalls and seeks. That a hidden tab does not count is ours, not the standard's. The opening of
    the page is the first request, the end of observation the last finish.
    """

    unit = "s"
    meaning = "how long somebody watched, including startup and stalls, excluding pauses and hidden time"
    source = "CTA-2066 `watchedTime`"

    def measure(self, timeline: Timeline) -> Measurement:
        watched = watched_between(timeline, timeline.start, timeline.end)
        return self.result(watched, uncertainty=2 * CLOCK_UNCERTAINTY)
