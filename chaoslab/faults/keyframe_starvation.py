"""Keyframe starvation: the encoder sends no keyframe, so that nobody who comes now gets a picture."""

from typing import ClassVar

from chaoslab.evidence.lab.viewer_samples import longest_want
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import Encoding, StreamNeeds
from chaoslab.world.world import World

_WITHOUT = 2.5  # seconds with pictures and without a keyframe; usually one comes each second
_RATE = 20  # pictures a second that must have come meanwhile


class KeyframeStarvation(Fault):
    """After one last keyframe none comes for as long as it lasts, up to 120 s; lifted, one comes each second again.

    Who watches already sees no change. Who connects gets no picture until a keyframe comes, unless the origin keeps
    pictures since the last one, which then come all at once. HLS gets no new segment.
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
        want = longest_want(timeline, lambda one: one.keyframes == 0, since=injection.sent_at, until=until)
        if want is None or want.length < _WITHOUT or want.pictures < _RATE * want.length:
            return None
        return Sighting(want.start, "viewer", f"{want.pictures} pictures in {want.length:.1f} s, and no keyframe")
