"""Slicer: data on a leg arrives in small pieces, with a pause after each."""

from statistics import median
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from chaoslab.evidence.network.throughput import download_rates, stream_rates
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_LARGER = 2.0  # times the set size: pieces at other times
_PIECES = 4  # that a download must have at least; a playlist, say, is too small to judge
_ABOUT = 1.5  # of the set size: two pieces that come close together arrive as one


class Slicer(Fault):
    """Data on the leg arrives in small pieces with a pause after each.

    This is Toxiproxy's `slicer`, towards the player. Size and pause make a rate: 1000 bytes every 20000 µs are 50 KB/s.
    Lifting it closes nothing.
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
        attributes = {"average_size": self.average_size, "size_variation": self.size_variation, "delay": self.delay}
        await world.proxies.add_toxic(self.leg, "slicer", attributes)

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "slicer")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack got a stream (for 1 s) or a download in pieces of that size, and in larger ones
        at other times; on `socket`, `ingest` and `redis`, nobody sees pieces.
        """
        until = injection.until(timeline)
        usual = [
            *self._pieces(timeline, timeline.zero, injection.sent_at),
            *self._pieces(timeline, until, timeline.end),
        ]
        most = self.average_size + self.size_variation
        if not usual or median(size for _, size, _ in usual) < _LARGER * most:
            return None  # pieces at other times are hardly larger, so nothing can be seen
        during = self._pieces(timeline, injection.returned_at, until)
        at, size, path = min((piece for piece in during if piece[1] <= _ABOUT * most), default=(0.0, 0.0, ""))
        if not path:
            return None
        larger = f"{median(size for _, size, _ in usual):.0f} at other times"
        return Sighting(at, "browser", f"{path} came in pieces of {size:.0f} bytes, {larger}")

    def _pieces(self, timeline: Timeline, since: float, until: float) -> list[tuple[float, float, str]]:
        """(start, mean bytes, path) of the pieces in each second of a stream, and in each larger download."""
        streams = stream_rates(timeline, self.leg, since=since, until=until, window=1)
        rates = (*streams, *download_rates(timeline, self.leg, since=since, until=until))
        enough = _PIECES * (self.average_size + self.size_variation)
        large = (rate for rate in rates if rate.bytes >= enough)
        return [(rate.start, rate.bytes / max(rate.pieces, 1), rate.request.path) for rate in large]
