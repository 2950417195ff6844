"""Breaker open: how long the page left the signalling server alone after five failures in a row."""

from chaoslab.evidence.signalling.attempt_delays import UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import pauses, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline

FAILURES = 5  # in a row, after which a circuit breaker has opened (claim S3)


class BreakerOpen(Probe):
    """The longest pause of the streaming connection between a failed attempt (the fifth in a row or later) and the next
    attempt.
    """

    unit = "s"
    meaning = "longest silence of the streaming connection after five failed attempts in a row"
    source = "claim S3"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "streaming"):
            return self.result(None, note=why)
        silent = [pause for pause in pauses(timeline, "streaming") if pause.failures >= FAILURES]
        if not silent:
            return self.result(None, note=f"no {FAILURES} attempts in a row failed")
        longest = max(silent, key=lambda pause: pause.length)
        note = "" if longest.ended else "no attempt followed before observation ended"
        return self.result(longest.length, uncertainty=UNCERTAINTY, censored=not longest.ended, note=note)
