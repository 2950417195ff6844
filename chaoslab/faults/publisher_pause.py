"""Publisher pause: the encoder stays connected and sends nothing, as when its camera or its network stack hangs."""

from typing import ClassVar

from chaoslab.evidence.network.silences import first_pause
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER, no_frames
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_SILENT_FOR = 0.5  # seconds without a byte that no healthy stream shows
_UNSENT_FOR = 1.0  # seconds without a frame in its log, which is looked at only where the browser cannot say


class PublisherPause(Fault):
    """No picture and no sound for as long as it lasts; lifted, the publisher goes on from the next keyframe.

    Frame numbers go on where they stopped, timestamps as if nothing had been.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher stays connected and sends nothing"
    happened: ClassVar[str] = "the publisher paused"
    meant: ClassVar[str] = "the publisher was to pause"
    named: ClassVar[str] = "publisher paused"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return WHOLE_PUBLISHER

    async def inject(self, world: World) -> None:
        await world.publisher.pause()

    async def lift(self, world: World) -> None:
        await world.publisher.resume()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser saw an open FLV stream without a byte for 0.5 s; else the publisher's log has a gap."""
        until = injection.until(timeline)
        silence = first_pause(timeline, "flv", since=injection.sent_at, until=until, longer_than=_SILENT_FOR)
        if silence is not None:
            return Sighting(silence.start, "browser", f"no byte on {silence.request.path} for {silence.length:.1f} s")
        return no_frames(timeline, injection.sent_at, until, longer_than=_UNSENT_FOR)
