"""Background time: how long the player's tab was hidden."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class BackgroundTime(Probe):
    """How long the page's visibility was `hidden`."""

    unit = "s"
    meaning = "how long the tab was hidden"
    source = "CMCD v2 `bg`, as a time"

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(
            float(hidden_between(timeline, timeline.start, timeline.end)), uncertainty=2 * CLOCK_UNCERTAINTY
        )
