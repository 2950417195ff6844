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
_SLACK = 0.1  # seconds that a switch may come late


class Flapping(Fault):
    """The leg is cut (as by `proxy_down`) and let go in turns, beginning with a cut; each time is drawn evenly.

    The same seed gives the same pattern on every machine. Lifted, the leg is whole.
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
    seed: Annotated[int | None, Field(ge=0, description="of the pattern; the plan draws one unless given")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Flapping":
        for name, (shortest, longest) in (("down", self.down), ("up", self.up)):
            if shortest > longest:
                raise ValueError(
                    f"{name}: the shortest time, {shortest:g} s, is longer than the longest, {longest:g} s"
                )
        return self

    def turns(self) -> Iterator[tuple[float, float]]:
        """(seconds down, seconds up), without end."""
        dice = random.Random(f"flapping {self.seed or 0}")
        while True:
            yield round(dice.uniform(*self.down), 3), round(dice.uniform(*self.up), 3)

    async def inject(self, world: World) -> None:
        await world.proxies.start_flapping(self.leg, self.turns())

    async def lift(self, world: World) -> None:
        await world.proxies.stop_flapping(self.leg)

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """A connection on the leg broke, or was refused, while the pattern has it down; who sees it as `proxy_down`.

        Something that goes wrong while the pattern has the leg up is no sign of it.
        """
        until = injection.until(timeline)
        falls = tuple(self._falls(injection, until))
        found = breaks(timeline, self.leg, injection.sent_at, until)
        return next((one.sighting for one in found if any(down <= one.at <= up for down, up in falls)), None)

    def _falls(self, injection: Injection, until: float) -> Iterator[tuple[float, float]]:
        """(down, up again) on the lab clock, with the slack that the calls may take."""
        slack = max(injection.returned_at - injection.sent_at, 0) + _SLACK
        at = injection.sent_at
        for down, up in self.turns():
            if at > until:
                return
            yield at, at + down + slack
            at += down + up
