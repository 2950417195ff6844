"""Starvation time: how long the media element was without data in all."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.player.player_states import in_state
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StarvationTime(Probe):
    """Total time in which the player's state was rebuffering.

    Read it beside `stall_time`, which comes from the pictures.
    """

    unit = "s"
    meaning = "how long the media element said that it lacked data, in all"
    source = "CMCD v2 `bsda`"

    def measure(self, timeline: Timeline) -> Measurement:
        spans = in_state(timeline, "r")
        lasts = bool(spans) and spans[-1].end >= timeline.end
        return self.result(
            float(sum(span.length for span in spans)),
            uncertainty=CLOCK_UNCERTAINTY * 2 * max(len(spans), 1),
            censored=lasts,
            note="it still lacked data when observation ended" if lasts else "",
        )
