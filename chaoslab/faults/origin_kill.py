"""Origin kill: the origin dies without warning, and stays dead until the fault is lifted."""

from typing import ClassVar

from chaoslab.faults._origin import OriginFault, origin_died
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class OriginKill(OriginFault):
    """The origin's process is killed; on lift, another one starts on the same ports.

    Viewers and publisher lose their connections, and new ones fail. The publisher tries again every 0.5 s, so it is
    back soon after the lift.
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
        """While the operating system reported the process gone, the browser saw an FLV stream end without its final
        chunk or got 502 for media; otherwise the publisher lost its connection.
        """
        return origin_died(timeline, injection)
