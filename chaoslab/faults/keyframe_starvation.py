"""Keyframe starvation: the encoder sends no keyframe, so nobody who connects now gets a picture."""

from typing import ClassVar

from chaoslab.evidence.lab.viewer_samples import longest_want
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import Encoding, StreamNeeds
from chaoslab.world.world import World

_WITHOUT = 2.5  # seconds with pictures and without a keyframe; usually one comes every second
_RATE = 20  # pictures a second that must have come meanwhile


class KeyframeStarvation(Fault):
    """After one last keyframe no more come for as long as it lasts, up to 120 s: those watching see no change, those
    connecting get no picture, HLS gets no new segment. Put a step that makes the player connect again within it.

    On lift, a keyframe comes every second again. An origin that keeps the pictures since the last keyframe sends them
    all at once to those connecting.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher sends no keyframe"
    happened: ClassVar[str] = "no keyframe came"
    meant: ClassVar[str] = "keyframes were to be left out"
    named: ClassVar[str] = "no keyframes"
    alone: ClassVar[bool] = True

    def holds(self) -> frozenset[str]:
        return frozenset({"the picture"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(encoding=Encoding(keyframes=False), watched=True)

    async def inject(self, world: World) -> None:
        await world.publisher.encode(Encoding(keyframes=False))

    async def lift(self, world: World) -> None:
        await world.publisher.encode_as_usual()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The lab's own viewer at the edge got pictures for 2.5 s and no keyframe among them."""
        until = injection.until(timeline)
        want = longest_want(timeline, lambda sample: sample.keyframes == 0, since=injection.sent_at, until=until)
        if want is None or want.length < _WITHOUT or want.pictures < _RATE * want.length:
            return None
        return Sighting(want.start, "viewer", f"{want.pictures} pictures in {want.length:.1f} s, and no keyframe")
