"""Stream end: the broadcast is over, and every viewer is told so."""

from typing import ClassVar

from chaoslab.evidence.signalling.broadcast_end import ended_at
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class StreamEnd(Fault):
    """The broadcast is over: the publisher stops and the signalling server tells every viewer; lifting does nothing."""

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "the broadcast ends: the publisher stops, and the signalling server tells every viewer"
    happened: ClassVar[str] = "the broadcast ended"
    meant: ClassVar[str] = "the broadcast was to end"
    named: ClassVar[str] = "broadcast over"
    for_good: ClassVar[bool] = True
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_PUBLISHER | {"the broadcast"}

    async def inject(self, world: World) -> None:
        await world.publisher.stop()
        await world.signalling.end_stream()

    async def lift(self, world: World) -> None:
        """What has ended stays ended."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser received `stream:ended`; if that is lost on purpose, the lab's own connection did."""
        at = ended_at(timeline, since=injection.sent_at)
        if at is not None:
            return Sighting(at, "browser", "stream:ended received")
        at = ended_at(timeline, since=injection.sent_at, heard=EventName.OBSERVER_RECEIVED)
        return None if at is None else Sighting(at, "observer", "stream:ended received on the lab's own connection")
