"""Repeated frames: how often a picture was shown that the viewer had already seen."""

from chaoslab.evidence.picture.frames import moving, showings
from chaoslab.evidence.picture.shown import SAME_PICTURE
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class RepeatedFrames(Probe):
    """Presentations of a painted number that had been shown before, once the picture moves; two elements that show the
    same picture within a second do not count.

    Two elements show the same picture when one fades into the other. Numbers repeat with each loop of the publisher's
    clip; the same number of another loop is another picture.
    """

    unit = "frames"
    meaning = "times that a picture was shown again"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        shown: dict[float, tuple[float, int | None]] = {}  # sent at → shown at, by which element
        repeated = 0
        for frame in showings(timeline):
            if not frames or frame.at < frames[0].at or frame.sent_at is None:
                continue
            at, media = shown.get(frame.sent_at, (None, None))
            beside = at is not None and media != frame.media and frame.at - at < SAME_PICTURE
            repeated += at is not None and not beside
            shown[frame.sent_at] = (frame.at, frame.media)
        if not shown:
            return self.result(None, note="no picture with a readable number was shown")
        return self.result(repeated)
