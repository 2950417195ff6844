"""Lost frames: pictures of the stream that the viewer never saw."""

from itertools import pairwise

from chaoslab.english import counted
from chaoslab.evidence.picture.frames import changing, moving
from chaoslab.evidence.picture.tab_hidden import hidden_between
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class LostFrames(Probe):
    """Painted numbers between the first and the last one shown that were never shown; excluding hidden time and what
    the browser presented while the page was too busy to read it.

    What the browser presented is W3C's `presentedFrames` (HTMLVideoElement.requestVideoFrameCallback). A picture whose
    number could not be read may be any of the missing ones: the uncertainty counts them.
    """

    unit = "frames"
    meaning = "pictures of the stream, from the first shown to the last, that were never on the screen of a visible tab"
    reads_numbers = True

    def measure(self, timeline: Timeline) -> Measurement:
        frames = moving(timeline)
        numbered = sorted((frame.place, frame.at) for frame in frames if frame.place is not None)
        if not numbered:
            return self.result(None, note="no picture with a readable number was shown")
        missing = sum(
            after - before - 1
            for (before, shown), (after, at) in pairwise(numbered)
            if after > before and not hidden_between(timeline, min(shown, at), max(shown, at))
        )
        unseen = sum(frame.unseen for frame in frames)
        unread = sum(frame.painted is None and frame.at >= frames[0].at for frame in changing(timeline))
        return self.result(
            max(missing - unseen, 0),
            uncertainty=float(unread) if unread else None,
            note=f"{counted(unread, 'picture')} without a readable number" if unread else "",
        )
