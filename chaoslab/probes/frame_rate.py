"""Frame rate: new pictures a second, from the first moving one to the end of observation."""

from chaoslab.evidence.picture.frames import moving
from chaoslab.evidence.picture.tab_hidden import hidden_between, is_hidden
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class FrameRate(Probe):
    """New pictures ÷ time from the first moving one to the end of observation; neither counts hidden time."""

    unit = "frames/s"
    meaning = "new pictures a second, stalls included"
    counts_pictures = True

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        if not frames:
            return self.result(0.0, uncertainty=0.0, note="no moving picture was shown")
        begin = timeline.start if timeline.window else frames[0].at
        watched = timeline.end - begin - hidden_between(timeline, begin, timeline.end)
        if watched <= 0:
            return self.result(None, note="observed for no time at all")
        pictures = sum(frame.pictures for frame in frames if not is_hidden(timeline, frame.at))
        return self.result(pictures / watched, uncertainty=1 / watched)
