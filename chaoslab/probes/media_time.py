"""Media time: how much of the stream was played."""

from chaoslab.evidence.picture.frames import source_rate
from chaoslab.evidence.picture.source_pictures import played
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class MediaTime(Probe):
    """Pictures of the publisher that were played, by their painted numbers ÷ its rate; skipped ones do not count.

    Faster playback counts for more. Each piece, from one jump to the next, is known to one picture.
    """

    unit = "s"
    meaning = "how much of the stream was played, without what was skipped"
    source = "CTA-2066 media time"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        rate = source_rate(timeline)
        pictures, pieces = played(timeline)
        if rate is None or not pictures:
            return self.result(None, note="the picture never began to move")
        return self.result(pictures / rate, uncertainty=pieces / rate)
