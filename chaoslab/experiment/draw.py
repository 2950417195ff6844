"""Seeded random values: what an experiment draws, and the numbers each trial gets."""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

Drawn: TypeAlias = bool | int | float | str
DrawName = Annotated[str, Field(pattern=r"^[A-Za-z]\w*$")]  # what follows the `$`
_DIGITS = 3  # of a drawn number: a millisecond is as exact as any fault


class Draw(BaseModel):
    """One of three ways to draw a value; the same seed gives the same value on any machine."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    uniform: Annotated[list[float], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="any number between the two, to a thousandth"
    )
    whole: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="a whole number between the two, both included"
    )
    one_of: Annotated[list[Drawn], Field(min_length=1)] | None = Field(default=None, description="one of the values")

    @model_validator(mode="after")
    def _exactly_one(self) -> "Draw":
        if len(self.model_fields_set) != 1:
            raise ValueError("needs exactly one of uniform, whole, one_of")
        if (way := next(iter(self.model_fields_set))) and getattr(self, way) is None:
            raise ValueError(f"{way} takes a list of values, got null")
        limits = self.uniform or self.whole
        if limits and limits[0] >= limits[1]:
            raise ValueError(f"the first limit must be below the second, got {limits[0]:g} and {limits[1]:g}")
        return self

    def extremes(self) -> tuple[Drawn, ...]:
        """The values that must all be valid: both limits, or every choice."""
        return tuple(self.uniform or self.whole or self.one_of or ())

    def value(self, share: float) -> Drawn:
        """The value at a share of the range, in [0, 1)."""
        if self.uniform:
            low, high = self.uniform
            return min(max(round(low + (high - low) * share, _DIGITS), low), high)
        if self.whole:
            return self.whole[0] + int((self.whole[1] - self.whole[0] + 1) * share)
        assert self.one_of is not None
        return self.one_of[int(len(self.one_of) * share)]

    def in_words(self) -> str:
        """`between 2 and 6`, `one of flv, hls`."""
        if self.one_of:
            return f"one of {', '.join(map(str, self.one_of))}"
        low, high = self.extremes()
        return f"{'a whole number ' if self.whole else ''}between {low:g} and {high:g}"


def drawn_values(draws: Mapping[str, Draw], *key: object) -> dict[str, Drawn]:
    """A value for each name; `key` (seed, experiment, repeat) decides which."""
    return {name: draw.value(share_of(*key, name)) for name, draw in draws.items()}


def draw_key(path: Path, seed: int, turn: int) -> tuple[int, str, int]:
    """Decides everything that a trial draws: the run's seed, the experiment's file and the repeat, from 1.

    The file's name, not its path, so that the draws are the same wherever the lab is run from.
    """
    return seed, path.stem, turn


def drawn_in_words(values: Mapping[str, Drawn], *, seed: int | None = None, turn: int = 1) -> str:
    """`, where outage is drawn as 4.027`, to end an error message; with a seed, also which trial of the run drew it.

    Empty when nothing is drawn.
    """
    assignments = ", ".join(f"{name} is drawn as {value}" for name, value in values.items())
    trial = "" if seed is None else f" (seed {seed}, trial {turn}); change `draw`"
    return f", where {assignments}{trial}" if assignments else ""


def share_of(*key: object) -> float:
    """A number in [0, 1) that depends on the key alone.

    Python promises that `random.random()` of a text seed never changes between versions and machines.
    """
    return random.Random("/".join(map(str, key))).random()


def extreme_values(draws: Mapping[str, Draw]) -> Iterator[dict[str, Drawn]]:
    """Sets of values that must all make a valid experiment: each draw at each extreme, the others at their first."""
    first = {name: draw.extremes()[0] for name, draw in draws.items()}
    yield first
    for name, draw in draws.items():
        for value in draw.extremes()[1:]:
            yield {**first, name: value}
