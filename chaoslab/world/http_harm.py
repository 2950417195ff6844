"""Which answers of the harness a fault of HTTP harms, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

EdgeLeg = Literal["flv", "hls", "api"]  # those that lead to the harness


@dataclass(frozen=True, slots=True)
class Harm:
    """An act of harness/harm/acts.py as JSON, and what it is done to: the requests of a leg, or of a pattern of paths.

    Of those the first `count`, or a `share` drawn by `seed`; `by_path` counts and draws paths instead of requests.
    """

    act: Mapping[str, Any]
    leg: EdgeLeg | None = None
    path: str | None = None
    count: int | None = None
    share: float | None = None
    seed: int = 0
    by_path: bool = False
