"""Origin kill: the origin dies without a word, and stays dead until this is lifted."""

from typing import ClassVar

from chaoslab.faults._origin import OriginFault, origin_died
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class OriginKill(OriginFault):
    """The origin's process is killed: viewers and publisher lose their connections, and new ones come to nothing.

    Lifted, another one begins on the same ports, and the publisher, which tries again each 0.5 s, is back.
    """

    words: ClassVar[str] = "the origin is killed; another one takes its place when this is lifted"
    happened: ClassVar[str] = "the origin was killed"
    meant: ClassVar[str] = "the origin was to be killed"
    named: ClassVar[str] = "origin killed"

    async def inject(self, world: World) -> None:
        await world.origin.kill()

    async def lift(self, world: World) -> None:
        await world.origin.start()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw FLV break off or got no media (502), else the publisher was cut, with the process gone."""
        return origin_died(timeline, injection)
