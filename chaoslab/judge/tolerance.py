"""Holds a measurement against an expectation, and says both in words."""

import math
import re
from collections.abc import Sequence
from typing import TypeGuard

from chaoslab.english import EPSILON, plain, rounded, unit_of
from chaoslab.judge.verdict import Judged
from chaoslab.plan.model import Expectation
from chaoslab.probes import Measurement, Value

TOO_EARLY = "observation ended too early to tell"
_EARLY = "too early to tell"  # as a note says that knows more
_NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")  # as `declared` writes it


def judge_one(expectation: Expectation, measurement: Measurement) -> Judged:
    """Whether a value is as declared; one that could not be measured is not."""
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
    """None if it cannot be told."""
    value = measurement.value
    if value is None:
        return None if measurement.censored else False
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
    if any(value > limit + EPSILON for limit in highest):
        return False
    long_enough = expectation.at_least is None or value >= expectation.at_least - EPSILON
    return True if long_enough and not highest else None


def _is_number(value: Value) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equals(expectation: Expectation, value: Value) -> bool:
    expected = expectation.equals
    if expected is None:
        return True
    if isinstance(expected, bool) or isinstance(value, bool):
        return value is expected
    if isinstance(expected, tuple) or isinstance(value, tuple):
        if not (isinstance(expected, tuple) and isinstance(value, tuple) and len(expected) == len(value)):
            return False
        return all(_close(expectation, *pair) for pair in zip(expected, value, strict=True))
    return value is not None and _close(expectation, expected, value)


def _close(expectation: Expectation, expected: float, value: float) -> bool:
    return abs(value - expected) <= tolerance(expectation, expected) + EPSILON


def tolerance(expectation: Expectation, expected: float) -> float:
    """By how much a value may differ from the expected one, in the probe's unit."""
    if expectation.within_percent is not None:
        return abs(expected) * expectation.within_percent / 100
    return expectation.within or 0.0


def _within_limits(expectation: Expectation, value: Value) -> bool:
    if expectation.at_least is None and expectation.at_most is None:
        return True
    if not isinstance(value, int | float):
        return False
    low = -math.inf if expectation.at_least is None else expectation.at_least - EPSILON
    high = math.inf if expectation.at_most is None else expectation.at_most + EPSILON
    return low <= value <= high


def declared(expectation: Expectation, unit: str) -> str:
    """The expectation in words, e.g. "[1, 2, 4] ± 0.1 s", "[1, 2, 4] s ± 10 %", with all digits of its numbers."""
    parts: list[str] = []
    if expectation.equals is not None:
        parts.append(f"{show(expectation.equals)}{_slack(expectation, unit)}")
    if expectation.at_least is not None:
        parts.append(f"≥ {plain(expectation.at_least)}")
    if expectation.at_most is not None:
        parts.append(f"≤ {plain(expectation.at_most)}")
    text = " and ".join(parts)
    return text if expectation.within_percent is not None else f"{text} {unit_of(text, unit)}".strip()


def _slack(expectation: Expectation, unit: str) -> str:
    """` ± 0.1`, to which the caller adds the unit; in percent ` s ± 42 %`, with the unit in front."""
    if expectation.within_percent is not None:
        return f"{f' {unit}' if unit else ''} ± {plain(expectation.within_percent)} %"
    return f" ± {plain(expectation.within)}" if expectation.within else ""


def show(value: Value, beside: Sequence[float] | None = None) -> str:
    """A value for people: with every digit, or beside limits rounded so that it stays on its side of them."""
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else "yes" if value else "no"
    items = value if isinstance(value, tuple) else (value,)
    text = ", ".join(plain(item) if beside is None else rounded(item, beside) for item in items)
    return f"[{text}]" if isinstance(value, tuple) else text


def limits(words: str) -> tuple[float, ...]:
    """The least and the greatest numbers that an expectation in words allows: for "3 ± 0.5 s", 2.5 and 3.5.

    A verdict holds its expectations only in words, so the numbers are read from what `declared` writes. For a list
    these are the limits of all its items.
    """
    centre, _, rest = words.partition("±")
    slack, *others = _numbers(rest) or [0.0]
    in_percent = "%" in rest
    spans = ((number, abs(number) * slack / 100 if in_percent else slack) for number in _numbers(centre))
    return (*(end for number, width in spans for end in (number - width, number + width)), *others)


def _numbers(words: str) -> list[float]:
    return [float(number.replace(",", "")) for number in _NUMBER.findall(words)]


def why_broken(judged: Judged) -> str:
    """Why an expectation did not hold, or why it could not be decided, in one line."""
    observed = _observed(judged)
    unit = f" {unit_of(observed, judged.unit)}" if judged.unit and judged.observed is not None else ""
    text = f"{judged.probe}: expected {judged.declared}, observed {observed}{unit}"
    if judged.undecided and judged.censored:
        return f"{text}: {judged.note if judged.note.startswith(_EARLY) else TOO_EARLY}"
    if not judged.note:
        return text
    return f"{text}: {judged.note}" if "(" in judged.note else f"{text} ({judged.note})"


def _observed(judged: Judged) -> str:
    known = limits(judged.declared)
    if not judged.censored:
        return show(judged.observed, known)
    least = rounded(judged.observed, known, decimals=2) if _is_number(judged.observed) else show(judged.observed, known)
    return f"at least {least}"
