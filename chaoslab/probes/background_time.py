"""Background time: how long the player's tab was hidden."""

from chaoslab.hidden import hidden_between
from chaoslab.measurement import Measurement
from chaoslab.probe import CLOCK_UNCERTAINTY, Probe
from chaoslab.timeline import Timeline


class BackgroundTime(Probe):
    """CMCD v2 `bg`, as a time: how long the page's visibility was `hidden`, by the browser's own events."""

    unit = "s"
    meaning = "how long the tab was hidden"

    def measure(self, timeline: Timeline) -> Measurement:
        return self.result(
            float(hidden_between(timeline, timeline.start, timeline.end)), uncertainty=2 * CLOCK_UNCERTAINTY
        )
