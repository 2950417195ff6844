"""Video loss: the picture is missing from the stream while the sound goes on, as when a camera is taken away."""

from typing import ClassVar

from chaoslab.evidence.lab.viewer_samples import longest_want
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

_WITHOUT = 1.0  # seconds with sounds and without a picture; one comes every 33 ms
_RATE = 30  # sounds a second that must have come meanwhile


class VideoLoss(Fault):
    """No picture is sent while the sound goes on; on lift, it comes back from the next keyframe."""

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher sends sound and no picture"
    happened: ClassVar[str] = "no picture was sent"
    meant: ClassVar[str] = "pictures were to be left out"
    named: ClassVar[str] = "no pictures"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the picture"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(watched=True)

    async def inject(self, world: World) -> None:
        await world.publisher.mute("video")

    async def lift(self, world: World) -> None:
        await world.publisher.unmute("video")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The lab's own viewer at the edge got sound for 1 s and no picture with it."""
        until = injection.until(timeline)
        want = longest_want(timeline, lambda sample: sample.pictures == 0, since=injection.sent_at, until=until)
        if want is None or want.length < _WITHOUT or want.sounds < _RATE * want.length:
            return None
        return Sighting(want.start, "viewer", f"{want.sounds} sounds in {want.length:.1f} s, and no picture")
