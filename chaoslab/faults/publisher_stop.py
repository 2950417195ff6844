"""Publisher stop: the encoder ends its stream, as when a seller closes the app."""

from typing import ClassVar

from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER, stream_ended
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class PublisherStop(Fault):
    """The publisher signs off from the origin; on lift, it publishes again under the same key, and frame numbers go on
    from the next keyframe.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher stops publishing"
    happened: ClassVar[str] = "the publisher stopped"
    meant: ClassVar[str] = "the publisher was to stop"
    named: ClassVar[str] = "publisher stopped"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_PUBLISHER

    async def inject(self, world: World) -> None:
        await world.publisher.stop()

    async def lift(self, world: World) -> None:
        await world.publisher.start()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw an FLV stream end without its final chunk; if nobody was watching one, the publisher's log
        shows a gap.
        """
        return stream_ended(timeline, injection)
