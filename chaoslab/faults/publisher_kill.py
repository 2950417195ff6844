"""Publisher kill: the encoder's process dies without warning, as when a seller's phone runs out of power."""

from typing import ClassVar

from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER, stream_ended
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class PublisherKill(Fault):
    """The publisher's process is killed and its connection ends without a sign-off; on lift, another one publishes
    under the same key, and frame numbers go on from the next keyframe.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher's process is killed; another one takes its place when this is lifted"
    happened: ClassVar[str] = "the publisher was killed"
    meant: ClassVar[str] = "the publisher was to be killed"
    named: ClassVar[str] = "publisher killed"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_PUBLISHER

    async def inject(self, world: World) -> None:
        await world.publisher.kill()

    async def lift(self, world: World) -> None:
        await world.publisher.revive()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw an FLV stream end without its final chunk; if nobody was watching one, the publisher's log
        shows a gap.
        """
        return stream_ended(timeline, injection)
