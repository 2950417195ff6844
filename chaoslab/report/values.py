"""Values, names and outcomes as the report prints them, the same everywhere in it."""

from collections.abc import Mapping
from math import floor, isfinite, log10
from types import MappingProxyType

from chaoslab.measurement import Measurement, Value
from chaoslab.verdict import Judged

NBSP = "\u00a0"  # keeps a number and its unit on one line
_ACRONYMS = frozenset({"api", "cpu", "dom", "flv", "hls", "rtmp", "url"})

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "passed": "passed",
        "failed": "failed",
        "not_injected": "not injected",
        "invalid": "not measurable",
        "error": "lab error",
        "interrupted": "interrupted",
    }
)

EXIT_CODES: Mapping[int, str] = MappingProxyType(
    {
        0: "everything passed",
        1: "an expectation failed",
        2: "the command or an experiment was not valid",
        3: "a comparison found a regression",
        4: "nothing failed, but something could not be measured",
        5: "the machine lacks something that the lab needs",
        6: "a fault could not be reverted",
        7: "the lab itself broke",
        130: "interrupted; everything was rolled back and the journal kept",
        143: "stopped from outside; everything was rolled back and the journal kept",
    }
)


def titled(name: str) -> str:
    """`flv_retries` → `FLV retries`."""
    words = [word.upper() if word in _ACRONYMS else word for word in name.split("_") if word]
    text = " ".join(words) or name
    return text[:1].upper() + text[1:]


def number(value: float, uncertainty: float | None = None) -> str:
    """A number with as many decimals as its uncertainty carries; without one, at most three."""
    if not isfinite(value):
        return str(value)
    if uncertainty and isfinite(uncertainty):
        return f"{value:.{_decimals(uncertainty)}f}"
    return f"{value:.3f}".rstrip("0").rstrip(".")


def value_shown(value: Value, unit: str = "", uncertainty: float | None = None) -> str:
    """`9.10 ± 0.02 s`, `1.000, 2.000, 4.000 ± 0.001 s`, `3`, `yes`, `not measured`."""
    if value is None:
        return "not measured"
    if isinstance(value, bool):
        return "yes" if value else "no"
    items = value if isinstance(value, tuple) else (value,)
    if not items:
        return "none"
    text = ", ".join(number(item, uncertainty) for item in items)
    if uncertainty and isfinite(uncertainty):
        text += f"{NBSP}±{NBSP}{number(uncertainty, uncertainty)}"
    return f"{text}{NBSP}{unit}" if unit else text


def measured(measurement: Measurement) -> str:
    """A measurement's value; `at least` where its time had not ended."""
    text = value_shown(measurement.value, measurement.unit, measurement.uncertainty)
    return f"at least {text}" if measurement.censored and measurement.value is not None else text


def why_not_held(judged: Judged) -> str:
    """`FLV retries should have been 2; observed: 3.`"""
    observed = value_shown(judged.observed, judged.unit, judged.uncertainty)
    note = f" ({judged.note})" if judged.note else ""
    return f"{titled(judged.probe)} should have been {judged.declared}; observed: {observed}{note}."


def _decimals(uncertainty: float) -> int:
    return min(max(-floor(log10(abs(uncertainty))), 0), 4)
