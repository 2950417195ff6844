"""Resolution switch: the encoder switches to another size, as when a phone is turned or its encoder adapts."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import Encoding, StreamNeeds
from chaoslab.world.world import World

_Width = Annotated[int, Field(ge=160, le=1920, multiple_of=2, description="pixels, even")]
_Height = Annotated[int, Field(ge=90, le=1920, multiple_of=2, description="pixels, even")]


class ResolutionSwitch(Fault):
    """From a keyframe on, the picture has another size, with a sequence header of its own; on lift, the usual one.

    Frame numbers go on, from the next keyframe. The bit rate stays the same.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher switches to {width}x{height} pixels"
    happened: ClassVar[str] = "the size of the picture changed"
    meant: ClassVar[str] = "the size of the picture was to change"
    named: ClassVar[str] = "another size"
    alone: ClassVar[bool] = True

    width: _Width
    height: _Height

    def holds(self) -> frozenset[str]:
        return frozenset({"the picture"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(encoding=self._encoding)

    async def inject(self, world: World) -> None:
        await world.publisher.encode(self._encoding)

    async def lift(self, world: World) -> None:
        await world.publisher.encode_as_usual()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser presented a picture of the new size, after pictures of another size."""
        until = injection.until(timeline)
        shown = [(e.at, e.data["width"], e.data["height"]) for e in timeline.named(EventName.FRAME_PRESENTED)]
        new_size = (self.width, self.height)
        before = [size for at, *size in shown if at < injection.sent_at][-1:]
        first = next((at for at, *size in shown if injection.sent_at <= at <= until and tuple(size) == new_size), None)
        if first is None or not before or tuple(before[0]) == new_size:
            return None
        return Sighting(first, "browser", f"a picture of {self.width}x{self.height} was presented")

    @property
    def _encoding(self) -> Encoding:
        return Encoding(size=(self.width, self.height))
