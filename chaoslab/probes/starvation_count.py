"""Starvation count: how often the media element ran out of data."""

from chaoslab.evidence.player.player_states import in_state
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StarvationCount(Probe):
    """Changes of the player's state to rebuffering.

    Read it beside `stall_count`, which comes from the pictures: if they disagree, the player says one thing and shows
    another.
    """

    unit = ""
    meaning = "times that the media element said that it lacked data, or was reopened"
    source = "CMCD v2 `bsa`"

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(len(in_state(timeline, "r")))
