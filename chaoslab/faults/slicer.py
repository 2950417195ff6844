"""Slicer: what a leg carries comes in small pieces, with a pause between them."""

from statistics import median
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from chaoslab.evidence.network.throughput import download_rates, stream_rates
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_LARGER = 2.0  # times the size that was set: pieces of other times
_PIECES = 4  # that a download must make at least; of a playlist, say, nothing can be told
_ABOUT = 1.5  # of the size that was set: two pieces that come close together are got in one


class Slicer(Fault):
    """Toxiproxy's `slicer`: data towards the player are cut into pieces, and `delay` microseconds pass after each.

    A delay of `average_size` bytes is also a rate: 1000 bytes each 20000 µs are 50 KB/s. Lifting it closes nothing.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg brings pieces of {average_size} ± {size_variation} bytes, {delay} µs apart"
    happened: ClassVar[str] = "{leg} came in small pieces"
    meant: ClassVar[str] = "{leg} {was} to come in small pieces"
    named: ClassVar[str] = "{leg} sliced"

    leg: Leg
    average_size: Annotated[int, Field(ge=1, le=65_536, description="bytes")]
    size_variation: Annotated[int, Field(ge=0, le=65_535, description="bytes, plus or minus")] = 0
    delay: Annotated[int, Field(ge=1_000, le=10_000_000, description="microseconds after each piece")]

    @model_validator(mode="after")
    def _has_a_size(self) -> "Slicer":
        if self.size_variation >= self.average_size:
            raise ValueError(f"size_variation {self.size_variation} must be less than average_size {self.average_size}")
        return self

    async def inject(self, world: World) -> None:
        told = {"average_size": self.average_size, "size_variation": self.size_variation, "delay": self.delay}
        await world.proxies.add_toxic(self.leg, "slicer", told)

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "slicer")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack got a stream, for 1 s, or a download in pieces of that size, and else in larger.

        What comes on a WebSocket, to the origin or to the signalling server shows no pieces.
        """
        until = injection.until(timeline)
        usual = [
            *self._pieces(timeline, timeline.zero, injection.sent_at),
            *self._pieces(timeline, until, timeline.end),
        ]
        most = self.average_size + self.size_variation
        if not usual or median(size for _, size, _ in usual) < _LARGER * most:
            return None  # what comes at other times is hardly larger, so nothing can be seen
        during = self._pieces(timeline, injection.returned_at, until)
        at, size, path = min((one for one in during if one[1] <= _ABOUT * most), default=(0.0, 0.0, ""))
        if not path:
            return None
        larger = f"{median(size for _, size, _ in usual):.0f} at other times"
        return Sighting(at, "browser", f"{path} came in pieces of {size:.0f} bytes, of {larger}")

    def _pieces(self, timeline: Timeline, since: float, until: float) -> list[tuple[float, float, str]]:
        """(from when on, mean bytes, path) of the pieces of each second of a stream, and of each larger download."""
        streams = stream_rates(timeline, self.leg, since=since, until=until, window=1)
        found = (*streams, *download_rates(timeline, self.leg, since=since, until=until))
        enough = _PIECES * (self.average_size + self.size_variation)
        return [(one.start, one.bytes / max(one.pieces, 1), one.request.path) for one in found if one.bytes >= enough]
