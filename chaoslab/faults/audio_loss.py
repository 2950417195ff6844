"""Audio loss: the sound is missing from the stream while the picture goes on, as when a microphone is unplugged."""

from typing import ClassVar

from chaoslab.evidence.lab.viewer_samples import longest_want
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

_WITHOUT = 1.0  # seconds with pictures and without a sound; one comes every 23 ms
_RATE = 20  # pictures a second that must have come meanwhile


class AudioLoss(Fault):
    """No sound is sent while the picture goes on; on lift, it comes back."""

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher sends pictures and no sound"
    happened: ClassVar[str] = "the sound stopped"
    meant: ClassVar[str] = "the sound was to stop"
    named: ClassVar[str] = "no sound"

    def holds(self) -> frozenset[str]:
        return frozenset({"the sound"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(watched=True)

    async def inject(self, world: World) -> None:
        await world.publisher.mute("audio")

    async def lift(self, world: World) -> None:
        await world.publisher.unmute("audio")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The lab's own viewer at the edge got pictures for 1 s and no sound with them."""
        until = injection.until(timeline)
        want = longest_want(timeline, lambda sample: sample.sounds == 0, since=injection.sent_at, until=until)
        if want is None or want.length < _WITHOUT or want.pictures < _RATE * want.length:
            return None
        return Sighting(want.start, "viewer", f"{want.pictures} pictures in {want.length:.1f} s, and no sound")
