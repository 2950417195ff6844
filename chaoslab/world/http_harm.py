"""Which answers of the harness an HTTP fault harms, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

EdgeLeg = Literal["flv", "hls", "api"]  # those that lead to the harness


@dataclass(frozen=True, slots=True)
class Harm:
    """An act of harness/harm/acts.py as JSON, and its targets: the requests on a leg, or with paths of a pattern.

    Of these, the first `count`, or a `share` drawn with `seed`; `by_path` counts and draws paths instead of requests.
    """

    act: Mapping[str, Any]
    leg: EdgeLeg | None = None
    path: str | None = None
    count: int | None = None
    share: float | None = None
    seed: int = 0
    by_path: bool = False
