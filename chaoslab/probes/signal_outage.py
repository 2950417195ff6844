"""Signal outage: how long the page was without its streaming connection."""

from chaoslab.clock import NETWORK_UNCERTAINTY
from chaoslab.evidence.signalling.connection_attempts import Attempt, attempts, lost_at, why_not_followed
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class SignalOutage(Probe):
    """Sum over each end of the streaming connection after the first fault: that end → the server has accepted
    it again.
    """

    unit = "s"
    meaning = "how long the page was without its streaming connection in all"
    needs_fault = True
    baseline = "streaming"

    def measure(self, timeline: Timeline) -> Measurement:
        if why := why_not_followed(timeline, "streaming"):
            return self.result(None, note=why)
        since = lost_at(timeline, "streaming")
        if since is None:
            return self.result(None, note="the streaming connection was not open before the fault")
        stood = [attempt for attempt in attempts(timeline, "streaming") if attempt.connected_at is not None]
        without, is_back = _without(stood, since, timeline.end)
        note = "" if is_back else "it was not back when observation ended"
        return self.result(without, uncertainty=NETWORK_UNCERTAINTY, censored=not is_back, note=note)


def _without(stood: list[Attempt], since: float, end: float) -> tuple[float, bool]:
    """(seconds without a connection from `since` on, whether one stood at the end)."""
    total, lost = 0.0, since
    for attempt in stood:
        if attempt.connected_at is None or attempt.connected_at < since:
            continue
        total += attempt.connected_at - lost
        if attempt.closed_at is None or attempt.closed_at > end:
            return total, True
        lost = attempt.closed_at
    return total + max(end - lost, 0.0), False
