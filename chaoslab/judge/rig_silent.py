"""Whether a part of the rig fell silent without a fault that explains it: then nothing is the player's fault."""

from collections.abc import Iterator

from chaoslab.english import seconds
from chaoslab.evidence.lab.silent_parts import PUBLISHER, PartSilence, silences
from chaoslab.faults import fault_class
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline

# Seconds after a lift in which a publisher may still look for its origin.
_RESUMES_WITHIN = 5.0
# What a fault may hold, and the parts whose silence that explains.
_SILENCED_WITH = {
    "the publisher": {PUBLISHER},
    "the picture": {PUBLISHER},  # another encoding may come from another process
    "the ingest leg": {PUBLISHER},  # its sends wait, or its connection ends
    "the origin": {PUBLISHER, "lalserver", "srs"},
}
_TITLES = {"lalserver": "origin", "srs": "origin", "page-router": "page's router"}


def why_the_rig_was_silent(plan: TrialPlan, timeline: Timeline) -> str:
    """Which part it was, since when and for how long; empty if every silence has a fault that explains it."""
    explained = tuple(_explained(plan, timeline))
    for silence in silences(timeline):
        if not any(_explains(span, silence) for span in explained):
            return _in_words(timeline, silence)
    return ""


def _explained(plan: TrialPlan, timeline: Timeline) -> Iterator[tuple[frozenset[str], float, float]]:
    """(parts, from, to) of each fault that silences some."""
    lifted = {event.data["step"]: event.at for event in timeline.named(EventName.FAULT_LIFTED)}
    for event in timeline.named(EventName.FAULT_INJECTED):
        step = plan.steps[event.data["step"]]
        fault = fault_class(step.fault).model_validate(step.settings)
        parts = frozenset(part for held in fault.holds() for part in _SILENCED_WITH.get(held, ()))
        until = timeline.end if fault.for_good else lifted.get(event.data["step"], timeline.end)
        yield parts, event.at, until + _RESUMES_WITHIN


def _explains(span: tuple[frozenset[str], float, float], silence: PartSilence) -> bool:
    parts, start, end = span
    return silence.part in parts and silence.end > start and silence.end <= end


def _in_words(timeline: Timeline, silence: PartSilence) -> str:
    title = f"the {_TITLES.get(silence.part, silence.part)}"
    since, to_the_end = timeline.since_zero(silence.start), silence.end >= timeline.end
    until = "to the end" if to_the_end else f"to {seconds(timeline.since_zero(silence.end))}"
    return f"a part of the lab fell silent: {title}, from {seconds(since)} {until} ({silence.how})"
