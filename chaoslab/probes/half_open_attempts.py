"""Half-open attempts: how often the page tried to connect before it left the signalling server alone again."""

from chaoslab.evidence.signalling.connection_attempts import Pause, pauses, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.probes.breaker_open import FAILURES
from chaoslab.timeline.timeline import Timeline

SILENCE = 10.0  # seconds; longer than the longest delay between two attempts, shorter than any open breaker


class HalfOpenAttempts(Probe):
    """Attempts between two pauses of 10 s or more, the first of which follows five failures in a row; of several
    rounds, the longest.

    A round that the end of observation cut short counts at least that many.
    """

    formerly = ("half_open_trials",)
    unit = ""
    meaning = "most attempts of the streaming connection between two silences of an open breaker"
    source = "claim S3"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "streaming"):
            return self.result(None, note=why)
        silences = pauses(timeline, "streaming")
        opened = next(
            (i for i, pause in enumerate(silences) if pause.failures >= FAILURES and pause.length >= SILENCE), None
        )
        if opened is None or not silences[opened].ended:
            return self.result(None, note="no silence of 10 s or more after five failures ended, so nothing was tried")
        rounds, open_end = _rounds(silences[opened + 1 :])
        note = "observation ended in the middle of the last round" if open_end else ""
        return self.result(max(rounds), censored=open_end, note=note)


def _rounds(after: tuple[Pause, ...]) -> tuple[list[int], bool]:
    """Attempts of each round, and whether the last one may have gone on; each pause follows one attempt.

    A connection that the server accepted ends its round, and has no pause after it until it is lost.
    """
    rounds, tried = [], 1
    for pause in after:
        if pause.length >= SILENCE or pause.failures == 0:
            rounds.append(tried)
            tried = 1
        elif pause.ended:
            tried += 1
        else:
            return [*rounds, tried], True
    return (rounds or [tried]), False
