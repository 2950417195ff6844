"""CPU throttle: the page's main thread runs at a fraction of its speed, as on a slow phone."""

from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field

from chaoslab.faults._contract import Fault, Group
from chaoslab.timeline.events import EventName
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World

_FEWEST = 8  # samples, at four a second, that make a speed
_AROUND = 10.0  # seconds before and after the fault that show the usual speed
_WARMS_UP = 1.5  # seconds of a new document in which its code is not yet optimised
_UNDISTURBED = 0.6  # of the samples are no faster; a sample may fall between two pauses, or on a busy moment
_ROOM = 0.75  # power of the rate by which the speed must have dropped at least: 2.3 of 3, 2.8 of 4, 9.5 of 20


class CpuThrottle(Fault):
    """The page's main thread runs slower, and so does that of frames in a process of their own; workers, decoding and
    painting do not, since no browser offers that.

    This is Chromium's CPU throttling: the main thread rests for (`rate` - 1) parts of its time, in pauses below 5 ms.
    """

    group: ClassVar[Group] = "Page"
    words: ClassVar[str] = "the page's main thread runs {rate:g} times slower"
    happened: ClassVar[str] = "the page was slowed down"
    meant: ClassVar[str] = "the page was to be slowed down"
    named: ClassVar[str] = "page slowed down"

    rate: Annotated[float, Field(ge=3, le=20, description="times slower")]

    def holds(self) -> frozenset[str]:
        return frozenset({"the tab"})

    async def inject(self, world: World) -> None:
        await world.browser.slow_down(self.rate)

    async def lift(self, world: World) -> None:
        await world.browser.speed_up()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """Timed work in the page, every 250 ms, was slower by most of the rate than before and after.

        Each speed compared is one that three of five samples do not exceed.
        """
        until = injection.until(timeline)
        during = _between(timeline, injection.returned_at, until)
        around = _between(timeline, injection.sent_at - _AROUND, injection.sent_at)
        around += _between(timeline, until, until + _AROUND)
        if min(len(around), len(during)) < _FEWEST:
            return None
        usual, slow = _undisturbed(around), _undisturbed(during)
        first = next((sample.at for sample in during if sample.speed * self.rate**_ROOM <= usual), None)
        if first is None or slow * self.rate**_ROOM > usual:
            return None
        return Sighting(first, "browser", f"work in the page took {usual / slow:.1f} times as long")


class _Sample(NamedTuple):
    at: float
    speed: float


def _between(timeline: Timeline, start: float, end: float) -> list[_Sample]:
    samples = (_Sample(event.at, float(event.data["speed"])) for event in timeline.named(EventName.CPU_SAMPLED))
    opened = [event.at for event in timeline.named(EventName.PAGE_OPENED)]
    during = (sample for sample in samples if start < sample.at < end)
    return [sample for sample in during if not any(0 <= sample.at - at < _WARMS_UP for at in opened)]


def _undisturbed(samples: list[_Sample]) -> float:
    return sorted(sample.speed for sample in samples)[int(_UNDISTURBED * (len(samples) - 1))]
