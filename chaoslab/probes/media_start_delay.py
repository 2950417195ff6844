"""Media start delay: from the opening of the page to when the media element said that it plays."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class MediaStartDelay(Probe):
    """Opening of the page → the media element's first `playing`.

    `startup_time` ends with what the viewer sees, this with what the media element says.
    """

    unit = "s"
    meaning = "from the opening of the page until the media element first said that it plays"
    source = "CMCD v2 `msd`"

    def measure(self, timeline: Timeline) -> Measurement:
        playing = timeline.first(EventName.MEDIA_PLAYING)
        if playing is None:
            return self.result(None, note="no media element said that it plays")
        return self.result(playing.at - timeline.zero, uncertainty=2 * CLOCK_UNCERTAINTY)
