"""What can be measured where the browser lets nobody read the pictures: nothing that needs the numbers in them."""

from collections.abc import Mapping

from chaoslab.evidence.picture.unreadable import why_replaced, why_unreadable
from chaoslab.probes import Measurement, probe
from chaoslab.timeline.timeline import Timeline


def readable_only(timeline: Timeline, measurements: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """The measurements; those that would rest on pictures which cannot be read have no value and decide nothing."""
    unreadable, replaced = why_unreadable(timeline), why_replaced(timeline)
    return {name: _if_readable(name, measured, unreadable, replaced) for name, measured in measurements.items()}


def _if_readable(name: str, measured: Measurement, unreadable: str, replaced: str) -> Measurement:
    subject = probe(name)
    why = unreadable if subject.reads_numbers else ""
    why = why or (replaced if subject.reads_numbers or subject.counts_pictures else "")
    return Measurement(name=measured.name, value=None, unit=measured.unit, censored=True, note=why) if why else measured
