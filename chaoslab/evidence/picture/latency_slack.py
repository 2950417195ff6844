"""By how many seconds a player that recovered may be further behind live than before the fault."""

from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

LATENCY_SLACK = 2.0  # seconds, unless an experiment or a player file says otherwise


def latency_slack(timeline: Timeline) -> float:
    """What the trial's plan allows, as noted at its opening; journals of earlier versions note nothing."""
    opened = timeline.first(EventName.TRIAL_OPENED)
    return LATENCY_SLACK if opened is None else float(opened.data.get("latency_slack", LATENCY_SLACK))
