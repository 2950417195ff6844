"""Chat cooldown: how long the page left the chat alone after its attempts had failed."""

from chaoslab.evidence.signalling.attempt_delays import UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import pauses, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class ChatCooldown(Probe):
    """The longest pause of the chat's connection between a failed attempt and the next one."""

    unit = "s"
    meaning = "longest silence of the chat's connection after a failed attempt"
    source = "claim S2"
    needs_fault = True
    baseline = "chat"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "chat"):
            return self.result(None, note=why)
        silent = [pause for pause in pauses(timeline, "chat") if pause.failures]
        if not silent:
            return self.result(None, note="no attempt failed")
        longest = max(silent, key=lambda pause: pause.length)
        note = "" if longest.ended else "no attempt followed before observation ended"
        return self.result(longest.length, uncertainty=UNCERTAINTY, censored=not longest.ended, note=note)
