"""Spinner delay: how long data was missing before the page said that it is buffering."""

from chaoslab.evidence.picture.frames import REFRESH
from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline


class SpinnerDelay(Probe):
    """The media element's last `waiting` before the spinner → the page's spinner.

    The player's file says which element is the spinner; the page's change is stamped before it is painted.
    """

    unit = "s"
    meaning = "from the lack of data to the page's spinner"
    source = "claim P6"
    states = ("spinner",)

    def measure(self, timeline: Timeline) -> Measurement:
        shown = shown_at(timeline, "spinner")
        if shown is None:
            return self.result(None, note="no spinner was shown")
        waits = [event.at for event in timeline.named(EventName.MEDIA_WAITING) if event.at <= shown]
        if not waits:
            return self.result(None, note="a spinner was shown, but no media element waited for data before it")
        return self.result(shown - waits[-1], uncertainty=REFRESH)
