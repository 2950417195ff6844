"""The types of fields of events: numbers that are finite and sane, keys that can be looked up, text of all kinds."""

from math import isfinite
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, InstanceOf

LATEST = 1e9  # seconds on the lab clock, thirty years after the machine was started
_MOST = 2**53  # what JSON's readers can count exactly
_LARGEST = 1e12  # any other number
_SIDE = 100_000  # pixels
_STEPS = 10_000
_SHOWN = 40  # characters of a value that is not what it should be


def _parsed(value: str) -> str:
    urlsplit(value)  # raises ValueError
    return value


# Not pydantic's own text, which holds no lone surrogate; a page may log one.
Text = InstanceOf[str]
Url = Annotated[Text, AfterValidator(_parsed)]
Mapped = InstanceOf[dict[str, Any]]
Count = Annotated[int, Field(ge=0, le=_MOST)]
Signed = Annotated[int, Field(ge=-_MOST, le=_MOST)]
StepIndex = Annotated[int, Field(ge=0, le=_STEPS)]
Number = Annotated[float, Field(ge=-_LARGEST, le=_LARGEST, allow_inf_nan=False)]
NotBelow0 = Annotated[float, Field(ge=0, le=_LARGEST, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=LATEST, allow_inf_nan=False)]
Time = Annotated[float, Field(ge=-LATEST, le=LATEST, allow_inf_nan=False)]
Side = Annotated[float, Field(ge=0, le=_SIDE, allow_inf_nan=False)]
Key = Annotated[Text | Signed, Field(union_mode="left_to_right")]


def time_problem(at: Any) -> str:
    """What is wrong with an event's time; empty if it is a number of seconds that a lab clock can show."""
    if type(at) not in (int, float):
        return f"at is {kind_shown(at)}"
    return "" if -LATEST <= at <= LATEST else f"at is {value_shown(at)}, which is no time"


def kind_shown(value: object) -> str:
    """`a list`."""
    kinds = {list: "a list", dict: "a mapping", str: "text", bool: "true or false", float: "a number with decimals"}
    return "null" if value is None else kinds.get(type(value), "a number")


def value_shown(value: object) -> str:
    """A value in a few characters."""
    if isinstance(value, float) and not isfinite(value):
        return "no finite number"
    text = "a number with too many digits" if isinstance(value, int) and abs(value) >= 10**_SHOWN else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
