"""Content gap: how many pictures of the stream were never shown because of the switch to HLS."""

from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.fallback import switch_to_hls
from chaoslab.evidence.picture.frames import source_rate
from chaoslab.evidence.picture.source_pictures import skipped
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ContentGap(Probe):
    """The publisher's pictures between the last one before the switch to HLS and the first HLS one, by their painted
    numbers; below 0 if pictures were shown twice.

    The count is exact.
    """

    unit = "frames"
    signed = True
    meaning = "pictures of the stream that the switch to HLS skipped; below 0: shown twice"
    needs_fault = True
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        switch = None if hit is None else switch_to_hls(timeline, hit.injected_at)
        if switch is None:
            return self.result(None, note="no HLS picture followed a fault")
        count = skipped(*switch)
        if count is None:
            return self.result(None, note="a picture beside the switch carried no readable number")
        rate = source_rate(timeline)
        return self.result(count, note=f"{count / rate:.2f} s of the stream" if rate else "")
