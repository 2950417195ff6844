"""Still ratio: the share of all the time since the first moving picture in which the picture stood still."""

from chaoslab.evidence.picture.frames import moving, stills, stop_exactness
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class StillRatio(Probe):
    """Times of 250 ms or more in which no picture moved ÷ time from the first moving one to the end of observation;
    neither counts hidden time.

    Beside CTA-2066's ratio (`rebuffering_ratio`), which counts only while somebody watches, this one also counts what
    follows a pause, the end or a failure: nobody asks for a pause in the lab. Pictures that are shown once more do
    move.
    """

    unit = ""
    meaning = "share of the time in which the picture stood still, whatever the player said of itself"

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        if not frames:
            return self.result(None, note="the picture never began to move")
        begin = timeline.start if timeline.window else frames[0].at
        observed = timeline.end - begin - hidden_between(timeline, begin, timeline.end)
        if observed <= 0:
            return self.result(None, note="observed for no time at all")
        still = stills(timeline)
        total = float(sum(stop.length for stop in still))
        return self.result(total / observed, uncertainty=max(len(still), 1) * stop_exactness(timeline) / observed)
