"""Starvation times: how long the media element was without data, each time."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.player.player_states import in_state
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StarvationTimes(Probe):
    """Each time in which the player's state was rebuffering, if it ended, in order."""

    unit = "s"
    shape = "list"
    meaning = "how long the media element said that it lacked data, for each time that ended"
    source = "CMCD v2 `bsd`"

    def measure(self, timeline: Timeline) -> Measurement:
        ended = [span.length for span in in_state(timeline, "r") if span.end < timeline.end]
        return self.result(tuple(ended), uncertainty=2 * CLOCK_UNCERTAINTY)
