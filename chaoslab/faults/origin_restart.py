"""Origin restart: the origin dies without warning, and another one takes its place at once."""

from typing import ClassVar

from chaoslab.faults._origin import OriginFault, origin_died
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class OriginRestart(OriginFault):
    """The origin's process is killed and another one starts at once; lifting does nothing.

    The new one, on the same ports, knows no stream until the publisher, which tries again every 0.5 s, is back.
    """

    words: ClassVar[str] = "the origin is killed and started again at once"
    happened: ClassVar[str] = "the origin was restarted"
    meant: ClassVar[str] = "the origin was to be restarted"
    named: ClassVar[str] = "origin restarted"

    async def inject(self, world: World) -> None:
        await world.origin.kill()
        await world.origin.start()

    async def lift(self, world: World) -> None:
        """It already runs, unless the injection was cancelled halfway."""
        await world.origin.start()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """While the operating system reported the process gone, the browser saw an FLV stream end without its final
        chunk or got 502 for media; otherwise the publisher lost its connection.
        """
        return origin_died(timeline, injection)
