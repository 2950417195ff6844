"""A case: a page, what it is told to do in a round, an experiment, and what must be said of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.truth.said import Said
from benchmarks.truth.trial import Trial

Script = Mapping[str, Any]


def nothing_drawn(_dice: Random, _round: int) -> Script:
    """For a page that always does the same."""
    return {}


@dataclass(frozen=True, slots=True)
class Case:
    """`title` is what must be right, as a sentence; `script` gives what the page is told in a round, from 0.

    `player` holds further keys of its player file. With `own_server`, the page takes everything from its own origin.
    """

    name: str
    title: str
    page: str  # in `pages/`, without its ending
    experiment: Mapping[str, Any]
    truth: Callable[[Trial], Iterable[Said]]
    script: Callable[[Random, int], Script] = nothing_drawn
    player: Mapping[str, Any] = field(default_factory=dict)
    own_server: bool = False
