"""Origin restart: the origin dies without a word, and another one takes its place at once."""

from typing import ClassVar

from chaoslab.faults._origin import OriginFault, origin_died
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class OriginRestart(OriginFault):
    """The origin's process is killed and another one begins on the same ports, once; lifting does nothing.

    The new one knows of no stream until the publisher, which tries again each 0.5 s, is back.
    """

    words: ClassVar[str] = "the origin is killed and started again at once"
    happened: ClassVar[str] = "the origin was restarted"
    meant: ClassVar[str] = "the origin was to be restarted"
    named: ClassVar[str] = "origin restarted"

    async def inject(self, world: World) -> None:
        await world.origin.kill()
        await world.origin.start()

    async def lift(self, world: World) -> None:
        """It runs already, unless the injection was called off half-way."""
        await world.origin.start()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw FLV break off or got no media (502), else the publisher was cut, with the process gone."""
        return origin_died(timeline, injection)
