"""Hints for errors in experiment files: what each probe takes, and the names of faults, probes and conditions."""

from chaoslab import conditions, faults, probes
from chaoslab.files.first_mistake import Hints


def _value_wanted(key: str) -> str:
    return probes.probe(key).value_wanted if key in probes.names() else ""


HINTS = Hints(
    value_wanted=_value_wanted,
    lists={"faults": faults.names(), "probes": probes.names(), "conditions": conditions.names()},
)
