"""Values, names and outcomes as the report prints them, the same everywhere in it."""

from collections.abc import Mapping, Sequence
from math import floor, isfinite, log10
from types import MappingProxyType

from chaoslab.english import rounded, unit_of
from chaoslab.judge.tolerance import TOO_EARLY, limits, why_broken
from chaoslab.judge.verdict import Judged, Verdict
from chaoslab.probes import Measurement, Value

NBSP = "\u00a0"  # keeps a number and its unit on one line
_ACRONYMS = frozenset({"api", "cpu", "dom", "flv", "hls", "rtmp", "ttr", "url"})

OUTCOMES: Mapping[str, str] = MappingProxyType(
    {
        "passed": "passed",
        "failed": "failed",
        "not_injected": "not injected",
        "invalid": "invalid",
        "error": "lab error",
        "interrupted": "interrupted",
    }
)

# Printed beside an outcome whose word does not explain itself.
OUTCOME_NOTES: Mapping[str, str] = MappingProxyType({"invalid": "could not be measured"})

EXIT_CODES: Mapping[int, str] = MappingProxyType(
    {
        0: "everything passed",
        1: "an expectation or a model did not hold, or the page crashed",
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


def number(value: float, uncertainty: float | None = None, beside: Sequence[float] = ()) -> str:
    """A number with as many decimals as its uncertainty supports; without one, at most three.

    More if fewer would put it on the other side of a limit printed beside it.
    """
    if not isfinite(value):
        return str(value)
    if uncertainty and isfinite(uncertainty):
        return rounded(value, beside, decimals=_decimals(uncertainty))
    return rounded(value, beside, decimals=3).rstrip("0").rstrip(".")


def value_shown(
    value: Value,
    unit: str = "",
    uncertainty: float | None = None,
    *,
    censored: bool = False,
    beside: Sequence[float] = (),
) -> str:
    """`9.10 ± 0.02 s`, `1.000, 2.000, 4.000 ± 0.001 s`, `3`, `yes`, `not measured`; `at least …` if censored."""
    if value is None:
        return "not measured"
    if isinstance(value, bool):
        return "yes" if value else "no"
    items = value if isinstance(value, tuple) else (value,)
    if not items:
        return "none"
    text = ", ".join(number(item, uncertainty, beside) for item in items)
    if uncertainty and isfinite(uncertainty):
        text += f"{NBSP}±{NBSP}{number(uncertainty, uncertainty)}"
    return f"{'at least ' if censored else ''}{text}{f'{NBSP}{unit_of(text, unit)}' if unit else ''}"


def measured(measurement: Measurement) -> str:
    """A measurement's value; `at least` if its time had not ended."""
    return value_shown(measurement.value, measurement.unit, measurement.uncertainty, censored=measurement.censored)


def why_not_held(judged: Judged) -> str:
    """`FLV retries should have been 2; observed: 3.`"""
    bounds = limits(judged.declared)
    observed = value_shown(judged.observed, judged.unit, judged.uncertainty, censored=judged.censored, beside=bounds)
    note = f" ({judged.note})" if judged.note else ""
    end = f"; {TOO_EARLY}" if judged.undecided and judged.observed is not None else note
    return f"{titled(judged.probe)} should have been {judged.declared}; observed: {observed}{end}."


def why_not_passed(verdict: Verdict) -> tuple[str, ...]:
    """The verdict's reasons; those about expectations in the report's words."""
    worded = {why_broken(judged): why_not_held(judged) for judged in verdict.expectations if not judged.held}
    return tuple(worded.get(reason, reason) for reason in verdict.reasons)


def _decimals(uncertainty: float) -> int:
    return min(max(-floor(log10(abs(uncertainty))), 0), 4)
