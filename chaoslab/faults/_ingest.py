"""What viewers see of a slow or silent leg between publisher and origin; the publisher itself sees nothing."""

from chaoslab.evidence.lab.viewer_samples import longest_want
from chaoslab.evidence.network.silences import first_pause
from chaoslab.evidence.picture.disturbance import latency_before
from chaoslab.evidence.picture.frames import latencies
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import NOTHING_SPECIAL, StreamNeeds

_LEAST = 0.3  # seconds; on a healthy leg bytes are never further apart, nor pictures later by as much
_SAMPLES = 0.5  # seconds: two samples of the lab's own viewer, which can miss this much of a silence
_ENOUGH = 10  # pictures in a row; fewer could be a hiccup of the machine


def needs_on(leg: Leg) -> StreamNeeds:
    """The lab itself watches a stream whose ingest is harmed, as an HLS player may be playing from its buffer."""
    return StreamNeeds(watched=True) if leg == "ingest" else NOTHING_SPECIAL


def stream_held_up(timeline: Timeline, *, since: float, until: float, by: float) -> Sighting | None:
    """The browser waited `by` seconds for bytes of FLV, or presented pictures that much later than before.

    Otherwise: the lab's own viewer at the origin waited for pictures.
    """
    by = max(by, _LEAST)
    wait = first_pause(timeline, "flv", since=since, until=until, longer_than=by)
    if wait is not None:
        return Sighting(wait.start, "browser", f"no byte on {wait.request.path} for {wait.length:.2f} s")
    if late := first_late_picture(timeline, since=since, until=until, by=by):
        at, delay = late
        return Sighting(at, "browser", f"pictures came {delay:.2f} s later than before")
    want = longest_want(timeline, lambda sample: sample.pictures == 0, since=since, until=until)
    if want is not None and want.length >= max(by - _SAMPLES, _SAMPLES):
        return Sighting(want.start, "viewer", f"no picture for {want.length:.2f} s")
    return None


def first_late_picture(timeline: Timeline, *, since: float, until: float, by: float) -> tuple[float, float] | None:
    """(when, seconds later than usual) of the first of ten pictures in a row that were all at least `by` later."""
    usual = latency_before(timeline, since)
    if usual is None:
        return None
    run = 0
    within = [(at, latency - usual) for at, latency in latencies(timeline) if since <= at <= until]
    for index, (_, late) in enumerate(within):
        run = run + 1 if late >= by else 0
        if run == _ENOUGH:
            return within[index - _ENOUGH + 1]
    return None
