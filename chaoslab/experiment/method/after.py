"""Reads the value of `after` in an experiment: `cut`, `cut + 2`, `start of cut + 2`."""

import re
from dataclasses import dataclass
from typing import Literal

_FORM = re.compile(r"(?:(?P<of>start|end)\s+of\s+)?(?P<name>[A-Za-z][\w-]*)(?:\s*\+\s*(?P<plus>\d+(?:\.\d+)?))?")
STEP_NAME = r"^[A-Za-z][\w-]*$"


@dataclass(frozen=True, slots=True)
class AfterWords:
    """A step's name, which of its ends, and the seconds from there."""

    name: str
    of: Literal["start", "lift"]
    plus: float


def read_after(text: str) -> AfterWords | None:
    """None when the text has none of these forms."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return None
    return AfterWords(match["name"], "start" if match["of"] == "start" else "lift", float(match["plus"] or 0))
