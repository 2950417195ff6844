"""Stream end: the broadcast is over, and everybody who watches is told so."""

from typing import ClassVar

from chaoslab.ended import ended_at
from chaoslab.fault import Fault, Injection, Sighting, World
from chaoslab.timeline import Timeline


class StreamEnd(Fault):
    """The publisher stops and the signalling server tells every viewer `stream:ended`; lifting does nothing."""

    words: ClassVar[str] = "the broadcast ends: the publisher stops, and the signalling server tells every viewer"
    for_good: ClassVar[bool] = True

    async def inject(self, world: World) -> None:
        await world.publisher.stop()
        await world.signalling.end_stream()

    async def lift(self, world: World) -> None:
        """What has ended stays ended."""

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser received `stream:ended` on a WebSocket."""
        at = ended_at(timeline, since=injection.sent_at)
        return None if at is None else Sighting(at, "browser", "stream:ended received")
