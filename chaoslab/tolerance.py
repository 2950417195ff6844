"""Holds a measurement against an expectation, and says both in words."""

import math
from typing import TypeGuard

from chaoslab.measurement import Measurement, Value
from chaoslab.plan import Expectation
from chaoslab.verdict import Judged

TOO_EARLY = "observation ended too early to tell"
_EPSILON = 1e-9  # so that 0.1 + 0.2 is at most 0.3


def judge_one(expectation: Expectation, measurement: Measurement) -> Judged:
    """Whether one value is what was declared; a value that could not be measured is not."""
    held = _holds(expectation, measurement)
    return Judged(
        probe=expectation.probe,
        held=held is True,
        observed=measurement.value,
        declared=declared(expectation, measurement.unit),
        unit=measurement.unit,
        uncertainty=measurement.uncertainty,
        note=measurement.note,
        censored=measurement.censored and measurement.value is not None,
        undecided=held is None,
    )


def _holds(expectation: Expectation, measurement: Measurement) -> bool | None:
    """None where observation ended too early to tell."""
    value = measurement.value
    if value is None:
        return False
    if measurement.censored:
        return _holds_from(expectation, value)
    return _equals(expectation, value) and _within_limits(expectation, value)


def _holds_from(expectation: Expectation, value: Value) -> bool | None:
    """Whether every value from this one up holds (True), or none does (False)."""
    if not _is_number(value):
        return None
    highest = [expectation.at_most] if expectation.at_most is not None else []
    if expectation.equals is not None:
        if not _is_number(expectation.equals):
            return False
        highest.append(expectation.equals + tolerance(expectation, expectation.equals))
    if any(value > limit + _EPSILON for limit in highest):
        return False
    long_enough = expectation.at_least is None or value >= expectation.at_least - _EPSILON
    return True if long_enough and not highest else None


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equals(expectation: Expectation, value: Value) -> bool:
    wanted = expectation.equals
    if wanted is None:
        return True
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    if isinstance(wanted, tuple) or isinstance(value, tuple):
        if not (isinstance(wanted, tuple) and isinstance(value, tuple) and len(wanted) == len(value)):
            return False
        return all(_close(expectation, *pair) for pair in zip(wanted, value, strict=True))
    return value is not None and _close(expectation, wanted, value)


def _close(expectation: Expectation, wanted: float, value: float) -> bool:
    return abs(value - wanted) <= tolerance(expectation, wanted) + _EPSILON


def tolerance(expectation: Expectation, wanted: float) -> float:
    """By how much a value may differ from one that is wanted, in the probe's unit."""
    if expectation.within_percent is not None:
        return abs(wanted) * expectation.within_percent / 100
    return expectation.within or 0.0


def _within_limits(expectation: Expectation, value: Value) -> bool:
    if expectation.at_least is None and expectation.at_most is None:
        return True
    if not isinstance(value, int | float):
        return False
    low = -math.inf if expectation.at_least is None else expectation.at_least - _EPSILON
    high = math.inf if expectation.at_most is None else expectation.at_most + _EPSILON
    return low <= value <= high


def declared(expectation: Expectation, unit: str) -> str:
    """The expectation in words, e.g. "[1, 2, 4] ± 0.1 s", "[1, 2, 4] s ± 10 %"."""
    parts: list[str] = []
    if expectation.equals is not None:
        parts.append(f"{show(expectation.equals)}{_slack(expectation, unit)}")
    if expectation.at_least is not None:
        parts.append(f"≥ {expectation.at_least:g}")
    if expectation.at_most is not None:
        parts.append(f"≤ {expectation.at_most:g}")
    text = " and ".join(parts)
    return text if expectation.within_percent is not None else f"{text} {unit}".strip()


def _slack(expectation: Expectation, unit: str) -> str:
    """` ± 0.1`, whose unit follows; in percent ` s ± 42 %`, whose unit has gone before."""
    if expectation.within_percent is not None:
        return f"{f' {unit}' if unit else ''} ± {expectation.within_percent:g} %"
    return f" ± {expectation.within:g}" if expectation.within else ""


def show(value: Value) -> str:
    """A value for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return f"[{', '.join(f'{item:.4g}' for item in value)}]"
    return "nothing" if value is None else f"{value:.4g}"


def why_broken(one: Judged) -> str:
    """Why an expectation did not hold, or why that cannot be told, in one line."""
    unit = f" {one.unit}" if one.unit and one.observed is not None else ""
    text = f"{one.probe}: expected {one.declared}, observed {_observed(one)}{unit}"
    if one.undecided and one.observed is not None:
        return f"{text}: {TOO_EARLY}"
    return f"{text} ({one.note})" if one.note else text


def _observed(one: Judged) -> str:
    if one.censored:
        return f"at least {one.observed:.2f}" if _is_number(one.observed) else f"at least {show(one.observed)}"
    return show(one.observed)
