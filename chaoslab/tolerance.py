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
        highest.append(expectation.equals + (expectation.within or 0.0))
    if any(value > limit + _EPSILON for limit in highest):
        return False
    long_enough = expectation.at_least is None or value >= expectation.at_least - _EPSILON
    return True if long_enough and not highest else None


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equals(expectation: Expectation, value: Value) -> bool:
    wanted, tolerance = expectation.equals, (expectation.within or 0.0) + _EPSILON
    if wanted is None:
        return True
    if isinstance(wanted, bool) or isinstance(value, bool):
        return value is wanted
    if isinstance(wanted, tuple) or isinstance(value, tuple):
        pair = (wanted, value)
        return all(isinstance(side, tuple) for side in pair) and _all_close(*pair, tolerance)  # type: ignore[arg-type]
    return value is not None and math.isclose(value, wanted, rel_tol=0, abs_tol=tolerance)


def _all_close(wanted: tuple[float, ...], value: tuple[float, ...], tolerance: float) -> bool:
    return len(wanted) == len(value) and all(abs(a - b) <= tolerance for a, b in zip(wanted, value, strict=True))


def _within_limits(expectation: Expectation, value: Value) -> bool:
    if expectation.at_least is None and expectation.at_most is None:
        return True
    if not isinstance(value, int | float):
        return False
    low = -math.inf if expectation.at_least is None else expectation.at_least - _EPSILON
    high = math.inf if expectation.at_most is None else expectation.at_most + _EPSILON
    return low <= value <= high


def declared(expectation: Expectation, unit: str) -> str:
    """The expectation in words, e.g. "[1, 2, 4] ± 0.1 s"."""
    parts: list[str] = []
    if expectation.equals is not None:
        tolerance = f" ± {expectation.within:g}" if expectation.within else ""
        parts.append(f"{show(expectation.equals)}{tolerance}")
    if expectation.at_least is not None:
        parts.append(f"≥ {expectation.at_least:g}")
    if expectation.at_most is not None:
        parts.append(f"≤ {expectation.at_most:g}")
    return f"{' and '.join(parts)} {unit}".strip()


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
    if one.undecided:
        return f"{text}: {TOO_EARLY}"
    return f"{text} ({one.note})" if one.note else text


def _observed(one: Judged) -> str:
    if one.censored:
        return f"at least {one.observed:.2f}" if _is_number(one.observed) else f"at least {show(one.observed)}"
    return show(one.observed)
