"""Bitrate surge: the picture becomes so full of detail that the encoder sends many times the bits."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median
from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.lab.viewer_samples import samples
from chaoslab.evidence.network.requests import requests
from chaoslab.evidence.network.throughput import flows
from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import FLOW_STEP
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import Encoding, StreamNeeds
from chaoslab.world.world import World

_WINDOW = 1.0  # seconds over which a rate is measured: a keyframe comes in each
_WINDOWS = 3  # windows in a row in which the rate must have risen: bytes that were held up come in one
_SHARE = 0.6  # of the rise that must be seen

Flow = Sequence[tuple[float, int]]  # (lab clock, bytes since the last one)


class BitrateSurge(Fault):
    """Grain covers the picture, and the encoder spends `factor` times the bits on it; nothing is padded.

    It starts with a keyframe, and every second of the stream has `factor` times the bits; on lift, the usual bits.
    """

    group: ClassVar[Group] = "Publisher"
    words: ClassVar[str] = "the publisher sends {factor:g} times the bits"
    happened: ClassVar[str] = "the bit rate surged"
    meant: ClassVar[str] = "the bit rate was to surge"
    named: ClassVar[str] = "bit rate surging"
    alone: ClassVar[bool] = True

    factor: Annotated[float, Field(ge=2, le=8, description="times the usual 0.8 Mbit/s")]

    def holds(self) -> frozenset[str]:
        return frozenset({"the picture"})

    def needs(self) -> StreamNeeds:
        return StreamNeeds(encoding=Encoding(surge=self.factor), watched=True)

    async def inject(self, world: World) -> None:
        await world.publisher.encode(Encoding(surge=self.factor))

    async def lift(self, world: World) -> None:
        await world.publisher.encode_as_usual()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The rate of an FLV stream in the browser reached most of `factor` times the previous one, in each of 3 s;
        otherwise the lab's own viewer saw it.
        """
        until = injection.until(timeline)
        for witness, flow in _flows(timeline):
            # A window without data says nothing about the usual rate.
            usual = [rate for at, rate in _rates(flow) if rate and at + _WINDOW <= injection.sent_at]
            now = [(at, rate) for at, rate in _rates(flow) if injection.sent_at <= at and at + _WINDOW <= until]
            if usual and (risen := self._rise(median(usual), now)):
                at, times = risen
                return Sighting(at, witness, f"{times:.1f} times the bytes a second for {_WINDOWS * _WINDOW:g} s")
        return None

    def _rise(self, usual: float, rates: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
        """When the rate had risen in each of three windows in a row, and to how many times the usual."""
        apart = round(_WINDOW / FLOW_STEP)
        for first in range(len(rates) - (_WINDOWS - 1) * apart):
            times = [rates[first + turn * apart][1] / usual for turn in range(_WINDOWS)]
            if min(times) >= 1 + _SHARE * (self.factor - 1):
                return rates[first][0], sum(times) / _WINDOWS
        return None


def _flows(timeline: Timeline) -> Iterator[tuple[str, Flow]]:
    """(witness, data) of each FLV request of the browser, then of the lab's own viewer."""
    flv = (request for request in requests(timeline) if request.is_flv)
    yield from (("browser", [(part.at, part.bytes) for part in flows(timeline, request)]) for request in flv)
    connections: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for sample in samples(timeline, since=timeline.zero, until=timeline.end):
        connections[sample.connection].append((sample.at, sample.bytes))
    yield from (("viewer", flow) for flow in connections.values())


def _rates(flow: Flow) -> Sequence[tuple[float, float]]:
    """(start, bytes a second) of every window but the first: an origin may start with what it kept."""
    if not flow:
        return ()
    times = [at for at, _ in flow]
    total = [0, *accumulate(size for _, size in flow)]
    turns = int((times[-1] - times[0] - 2 * _WINDOW) / FLOW_STEP) + 1
    starts = [times[0] + _WINDOW + turn * FLOW_STEP for turn in range(turns)]
    return [
        (start, (total[bisect_right(times, start + _WINDOW)] - total[bisect_right(times, start)]) / _WINDOW)
        for start in starts
    ]
