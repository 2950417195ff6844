"""Whether what an expectation is about worked before the first fault; if not, its absence afterwards accuses nobody.

The lab's signalling speaks its own dialect. A page that speaks another one is counted by nobody and told nothing, with
a fault or without. The reference player is known to speak it.
"""

from itertools import pairwise

from chaoslab.evidence.signalling.connection_attempts import Channel, attempts
from chaoslab.evidence.signalling.viewer_counts import counts
from chaoslab.judge.tolerance import judge_one
from chaoslab.plan.model import Expectation, TrialPlan
from chaoslab.probes import Measurement, probe
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

_DIALECT = "this page does not speak the lab's own signalling (stream:viewer:join)"


def why_no_baseline(plan: TrialPlan, timeline: Timeline, expectation: Expectation, measurement: Measurement) -> str:
    """Why an expectation is neither kept nor broken; empty if what it is about had worked."""
    if plan.rig.spec is None:
        return ""
    until = _baseline_end(plan, timeline)
    match probe(expectation.probe).baseline:
        case "counted":
            return _uncounted(timeline, until) or _already_wrong(timeline, until, expectation, measurement)
        case "told" if measurement.value is None:
            return _joined(measurement.note, _uncounted(timeline, until))
        case "streaming" | "chat" as channel if measurement.value is None:
            return _unconnected(timeline, until, channel)
        case _:
            return ""


def _baseline_end(plan: TrialPlan, timeline: Timeline) -> float:
    """When the first fault came; the whole trial without one, or if it came before the page."""
    fault = timeline.first(EventName.FAULT_INJECTED)
    return timeline.end if fault is None or plan.begins_broken else fault.at


def _when(timeline: Timeline, until: float) -> str:
    return "at any time" if until >= timeline.end else "before the fault either"


def _uncounted(timeline: Timeline, until: float) -> str:
    if any(count for at, count in counts(timeline) if at < until):
        return ""
    return f"no viewer was counted {_when(timeline, until)}: {_DIALECT}"


def _joined(note: str, why: str) -> str:
    return f"{note}, and {why}" if note and why else why


def _already_wrong(timeline: Timeline, until: float, expectation: Expectation, measurement: Measurement) -> str:
    """The count was as wrong before the fault, unless the fault should have brought it to nothing."""
    before = [count for at, count in counts(timeline) if at < until]
    if expectation.probe != "viewer_count" or until >= timeline.end or before[-1] != measurement.value:
        return ""
    none = measurement.model_copy(update={"value": 0})
    if judge_one(expectation, measurement).held or judge_one(expectation, none).held:
        return ""
    return f"the server counted {before[-1]} before the fault already"


def _unconnected(timeline: Timeline, until: float, channel: Channel) -> str:
    made = [attempt for attempt in attempts(timeline, channel) if attempt.asked_at < until]
    accepted = [attempt for attempt in made if attempt.connected_at is not None and attempt.connected_at < until]
    if not accepted:
        return f"the page had no {channel} connection {_when(timeline, until)}"
    overlapping = any(before.closed_at is None or before.closed_at > after.asked_at for before, after in pairwise(made))
    if overlapping:
        return (
            f"the page had several {channel} connections at once {_when(timeline, until)}, which cannot be told apart"
        )
    return ""
