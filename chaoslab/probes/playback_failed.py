"""Playback failed: whether playback broke off and the player did not recover."""

from chaoslab.evidence.picture.frames import moving
from chaoslab.evidence.player.media_failures import media_failures
from chaoslab.evidence.player.shown_states import shown_at
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class PlaybackFailed(Probe):
    """The page's error was shown, or a media element failed and no picture followed.

    Where no `error` state is declared, a failed media element is enough; without one nothing is known.
    """

    unit = ""
    shape = "yes_no"
    meaning = "whether the page gave up, or a media element failed and no picture followed"
    source = "CTA-2066 `playbackFailed`"
    states = ("error",)
    true_without_states = True

    def measure(self, timeline: Timeline) -> Measurement:
        if shown_at(timeline, "error") is not None:
            return self.result(True, note="the page's error was shown")
        broken = media_failures(timeline)
        frames = moving(timeline)
        fatal = bool(broken) and not any(frame.at > broken[-1].at for frame in frames)
        return self.result(fatal, note=f"media error {broken[-1].data.get('code')}" if fatal else "")
