"""Flapping: a leg goes down and comes up again and again, in a pattern that its seed fixes."""

import random
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from chaoslab.evidence.network.lost_connections import breaks
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

Span = Annotated[
    tuple[Annotated[float, Field(ge=0.2, le=3600)], Annotated[float, Field(ge=0.2, le=3600)]],
    Field(strict=False, description="seconds, shortest and longest"),
]
_SLACK = 0.1  # seconds by which a switch can come late


class Flapping(Fault):
    """The leg goes down (as with `proxy_down`) and up again in turns, starting with down; the seed fixes the pattern.

    The length of each turn is drawn evenly between the shortest and the longest. The same seed gives the same pattern
    on every machine. On lift, the leg is up.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg flaps: down for {down[0]:g}–{down[1]:g} s, up for {up[0]:g}–{up[1]:g} s"
    happened: ClassVar[str] = "{leg} went down and up"
    meant: ClassVar[str] = "{leg} {was} to go down and up"
    named: ClassVar[str] = "{leg} flapping"
    alone: ClassVar[bool] = True

    leg: Leg
    down: Span = (0.5, 1.5)
    up: Span = (1.0, 3.0)
    seed: Annotated[int | None, Field(ge=0, description="for the pattern; chosen by the plan by default")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Flapping":
        for name, (shortest, longest) in (("down", self.down), ("up", self.up)):
            if shortest > longest:
                raise ValueError(
                    f"{name}: the shortest time, {shortest:g} s, is longer than the longest, {longest:g} s"
                )
        return self

    def turns(self) -> Iterator[tuple[float, float]]:
        """(seconds down, seconds up), forever."""
        dice = random.Random(f"flapping {self.seed or 0}")
        while True:
            yield round(dice.uniform(*self.down), 3), round(dice.uniform(*self.up), 3)

    async def inject(self, world: World) -> None:
        await world.proxies.start_flapping(self.leg, self.turns())

    async def lift(self, world: World) -> None:
        await world.proxies.stop_flapping(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """A connection on the leg broke or was refused while the pattern had the leg down; seen as with `proxy_down`.

        Whatever goes wrong while the pattern has the leg up is no sign of this fault.
        """
        until = injection.until(timeline)
        downtimes = tuple(self._downtimes(injection, until))
        cuts = breaks(timeline, self.leg, injection.sent_at, until)
        return next((cut.sighting for cut in cuts if any(down <= cut.at <= up for down, up in downtimes)), None)

    def _downtimes(self, injection: Injection, until: float) -> Iterator[tuple[float, float]]:
        """(down, up again) on the lab clock, with slack for the calls."""
        slack = max(injection.returned_at - injection.sent_at, 0) + _SLACK
        at = injection.sent_at
        for down, up in self.turns():
            if at > until:
                return
            yield at, at + down + slack
            at += down + up
