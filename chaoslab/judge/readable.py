"""What can be measured where the browser lets nobody read the pictures: nothing that needs the numbers in them."""

from collections.abc import Mapping, Sequence

from chaoslab.english import listed
from chaoslab.evidence.picture.unreadable import why_replaced, why_unreadable
from chaoslab.plan.model import Expectation
from chaoslab.probes import Measurement, probe
from chaoslab.timeline.timeline import Timeline


def readable_only(timeline: Timeline, measurements: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """The measurements; those that would rest on pictures which cannot be read have no value and decide nothing."""
    unreadable, replaced = why_unreadable(timeline), why_replaced(timeline)
    return {name: _if_readable(name, measured, unreadable, replaced) for name, measured in measurements.items()}


def askable(conditions: Sequence[Expectation], timeline: Timeline) -> tuple[Expectation, ...]:
    """The conditions without those that would rest on pictures which cannot be read."""
    if not why_unreadable(timeline):
        return tuple(conditions)
    return tuple(condition for condition in conditions if not probe(condition.probe).reads_numbers)


def unasked(conditions: Sequence[Expectation], timeline: Timeline) -> tuple[str, ...]:
    """A finding on the conditions of the steady state that could not be asked; none if all could."""
    asked = askable(conditions, timeline)
    left_out = [condition.probe for condition in conditions if condition not in asked]
    why = why_unreadable(timeline)
    return (f"The steady state was not asked for {listed(left_out)}: {why}.",) if left_out else ()


def _if_readable(name: str, measured: Measurement, unreadable: str, replaced: str) -> Measurement:
    subject = probe(name)
    why = unreadable if subject.reads_numbers else ""
    why = why or (replaced if subject.reads_numbers or subject.counts_pictures else "")
    return Measurement(name=measured.name, value=None, unit=measured.unit, censored=True, note=why) if why else measured
