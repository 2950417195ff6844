"""Origin pause: the origin stands still with all its connections open, as when it waits for its disk."""

from typing import ClassVar

from chaoslab.faults._origin import OriginFault, origin_stood_still
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class OriginPause(OriginFault):
    """The origin's process gets SIGSTOP: connections stay open and nobody answers; on lift (SIGCONT), it goes on. After
    some ten seconds the publisher gives up and reconnects.

    The operating system still accepts new connections. After SIGCONT, the origin handles what has come meanwhile.
    """

    words: ClassVar[str] = "the origin stands still; its connections stay open"
    happened: ClassVar[str] = "the origin stood still"
    meant: ClassVar[str] = "the origin was to stand still"
    named: ClassVar[str] = "origin paused"

    async def inject(self, world: World) -> None:
        await world.origin.pause()

    async def lift(self, world: World) -> None:
        await world.origin.resume()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser waited 0.5 s for bytes of FLV or of an HLS request, while the operating system reported the
        process stopped.
        """
        return origin_stood_still(timeline, injection)
