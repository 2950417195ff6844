"""Repeats: every probe across the repeats of its experiment; the only user of pandas."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

import pandas as pd

from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.verdict import Outcome
from chaoslab.probes import Measurement
from chaoslab.report.values import number, titled


@dataclass(frozen=True, slots=True)
class Repeated:
    """One probe of one experiment across all trials that say something about the player, as printed."""

    experiment: str
    probe: str
    unit: str
    n: int
    median: str
    low: str
    high: str
    note: str


def repeated(run: RunRecord) -> tuple[Repeated, ...]:
    """A row per probe, for experiments in which at least two trials measured it."""
    table = pd.DataFrame(list(_rows(run)), columns=["experiment", "probe", "unit", "value", "yes_no", "censored"])
    grouped = table.groupby(["experiment", "probe", "unit"], sort=False)
    return tuple(_summary(key, group) for key, group in grouped if len(group) > 1)


def _rows(run: RunRecord) -> Iterator[tuple[Any, ...]]:
    for trial in run.trials:
        if trial.verdict and trial.verdict.outcome in (Outcome.PASSED, Outcome.FAILED):
            for measurement in trial.verdict.measurements.values():
                yield from _values(trial, measurement)


def _values(trial: TrialRecord, measurement: Measurement) -> Iterator[tuple[Any, ...]]:
    """A list counts item by item; what could not be measured is left out."""
    value, name = measurement.value, titled(measurement.name)
    items = enumerate(value, start=1) if isinstance(value, tuple) else [] if value is None else [(0, value)]
    for index, item in items:
        label = f"{name} ({index})" if index else name
        kind = isinstance(item, bool)
        yield trial.plan.experiment, label, measurement.unit, float(item), kind, measurement.censored


def _summary(key: Any, group: pd.DataFrame) -> Repeated:
    experiment, probe, unit = (str(part) for part in key)
    values, censored = group["value"], int(group["censored"].sum())
    if bool(group["yes_no"].all()):
        return Repeated(experiment, probe, unit, len(group), f"yes in {int(values.sum())} of {len(group)}", "", "", "")
    ended_late = values.where(~group["censored"].astype(bool), inf)
    median, low, high = (_between(values.agg(name), ended_late.agg(name)) for name in ("median", "min", "max"))
    note = f"{censored} had not ended when observation did" if censored else ""
    return Repeated(experiment, probe, unit, len(group), median, low, high, note)


def _between(least: float, most: float) -> str:
    """A figure between what was seen and what it would be had the unfinished times never ended."""
    return number(float(least)) if least == most else f"at least {number(float(least))}"
