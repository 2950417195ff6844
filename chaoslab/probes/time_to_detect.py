"""Time to detect: from the last good picture to the first thing that the player did about it."""

from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.evidence.picture.disturbance import disturbance
from chaoslab.evidence.picture.frames import stop_exactness
from chaoslab.evidence.player.reactions import BY_ITSELF, detected, picture_back
from chaoslab.probes._contract import Measurement, Probe
from chaoslab.timeline.timeline import Timeline


class TimeToDetect(Probe):
    """Last picture before the fault's first gap → the player's first reaction: a media request outside its usual
    pattern, a media element emptied or reloaded, a notice of retrying, waiting or failure; no value if the picture came
    back by itself first. The note names the reaction.

    Only what can be seen from outside is a reaction: not what the player says of itself, and not what it does once the
    picture is back. Below 0 if it acted before the picture stopped, but never before the fault, nor before the last
    picture was sent: while pictures still came, it acted on something else.
    """

    unit = "s"
    signed = True
    meaning = "from the last good picture to the first thing that the player did about it"
    needs_fault = True

    def measure(self, timeline: Timeline) -> Measurement:
        hit = disturbance(timeline)
        if hit is None or hit.impact_at is None:
            return self.result(None, note="no fault reached the picture, so there was nothing to detect")
        exactness = stop_exactness(timeline)
        reaction = detected(timeline, hit)
        if reaction is None and picture_back(timeline, hit) is not None:
            return self.result(None, note=BY_ITSELF)
        if reaction is None:
            note = "the player did nothing about it until the next fault or the end"
            return self.result(hit.until - hit.impact_at, uncertainty=exactness, censored=True, note=note)
        own = max(reaction.uncertainty - CLOCK_UNCERTAINTY, 0.0)  # both ends are on one clock, whose share counts once
        return self.result(reaction.at - hit.impact_at, uncertainty=exactness + own, note=reaction.what)
