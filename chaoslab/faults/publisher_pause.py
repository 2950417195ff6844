"""Publisher pause: the encoder stays connected and sends nothing, as when its camera or its network stack hangs."""

from typing import ClassVar

from chaoslab.evidence.network.silences import first_pause
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._publisher import WHOLE_PUBLISHER, no_frames
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_SILENT_FOR = 0.5  # seconds without a byte; a healthy stream never pauses that long
_UNSENT_FOR = 1.0  # seconds without a frame in its log, which counts only if the browser cannot say


class PublisherPause(Fault):
    """The publisher stays connected and sends nothing; on lift, it goes on from the next keyframe, with timestamps as
    if nothing had happened.

    Frame numbers go on where they stopped.
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
        """The browser's network stack saw an open FLV stream without a byte for 0.5 s; if nobody was watching one, the
        publisher's log shows a gap of 1 s.
        """
        until = injection.until(timeline)
        silence = first_pause(timeline, "flv", since=injection.sent_at, until=until, longer_than=_SILENT_FOR)
        if silence is not None:
            return Sighting(silence.start, "browser", f"no byte on {silence.request.path} for {silence.length:.1f} s")
        return no_frames(timeline, injection.sent_at, until, longer_than=_UNSENT_FOR)
