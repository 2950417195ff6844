"""Bandwidth: each connection on a leg carries only this many bytes a second."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.network.leg_rates import Pace, download_paces, stream_paces
from chaoslab.evidence.network.redis_away import redis_away
from chaoslab.evidence.signalling.socket_waits import first_wait
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._ingest import needs_on, stream_held_up
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

_KB = 1000  # bytes; Toxiproxy sends `rate` bytes every millisecond
_HELD_UP = 0.3  # seconds by which a narrow leg delays what a healthy one delivers within some ms
_MOST, _LEAST = 1.05, 0.6  # of the set rate: more was never seen, and at least this much was used
_WANTED = 1.2  # of the set rate: seen at another time, when nothing narrowed the leg
_TOOK_AT_LEAST = 0.5  # seconds that a download must take to show a rate; over loopback it takes some ms


class Bandwidth(Fault):
    """Each connection on the leg carries at most `rate` KB/s to the player; the lab's publisher sends about 105 KB/s.

    This is Toxiproxy's `bandwidth`. A rate above what flows on the leg holds nothing back, and nobody sees it. Lifting
    it closes no connection; data that was held up then comes at once.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg carries at most {rate} KB/s on each connection"
    happened: ClassVar[str] = "{leg} {was} narrow"
    meant: ClassVar[str] = "{leg} {was} to be narrow"
    named: ClassVar[str] = "{leg} narrow"

    leg: Leg
    rate: Annotated[int, Field(ge=1, le=1_000_000, description="KB/s (1000 bytes), on each connection")]

    def needs(self) -> StreamNeeds:
        return needs_on(self.leg)

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "bandwidth", {"rate": self.rate})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "bandwidth")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack got a stream (for 2 s) or a download at that rate, and faster at another time; on
        `socket`, it waited 0.3 s for an answer; on `ingest`, it got FLV at that rate, or a viewer waited 0.3 s for the
        stream; on `redis`, the signalling server said that Redis does not answer.
        """
        since, until = injection.sent_at, injection.until(timeline)
        if self.leg == "redis":
            return redis_away(timeline, since, until)
        leg = "flv" if self.leg == "ingest" else self.leg
        if narrow := first_narrow(timeline, leg, rate=self.rate * _KB, since=since, until=until):
            rate = f"{narrow.per_second / _KB:.0f} KB/s"
            return Sighting(narrow.start, "browser", f"{narrow.what} came at {rate}")
        if self.leg == "ingest":
            return stream_held_up(timeline, since=since, until=until, by=_HELD_UP)
        wait = first_wait(timeline, self.leg, since=since, until=until, longer_than=_HELD_UP)
        return Sighting(wait.start, "browser", f"waited {wait.length:.2f} s for {wait.what}") if wait else None


def first_narrow(timeline: Timeline, leg: str, *, rate: float, since: float, until: float) -> Pace | None:
    """The first stream or download within an interval that ran at `rate` bytes a second, though not all did outside it.

    None if any ran faster within it, or if the leg never carried more at another time: then nothing was narrow.
    """
    during = tuple(_during(timeline, leg, since, until))
    if not during or any(pace.per_second > _MOST * rate for pace in during):
        return None
    if not any(pace.per_second >= _WANTED * rate for pace in _elsewhere(timeline, leg, since, until)):
        return None
    at_rate = (pace for pace in during if pace.per_second >= _LEAST * rate)
    return min(at_rate, key=lambda pace: pace.start, default=None)


def _during(timeline: Timeline, leg: str, since: float, until: float) -> Iterator[Pace]:
    yield from stream_paces(timeline, leg, since=since, until=until)
    for download in download_paces(timeline, leg, since=since, until=until):
        if download.end - download.start >= _TOOK_AT_LEAST:
            yield download


def _elsewhere(timeline: Timeline, leg: str, since: float, until: float) -> Iterator[Pace]:
    for start, end in ((timeline.zero, since), (until, timeline.end)):
        yield from stream_paces(timeline, leg, since=start, until=end, window=1)
        yield from download_paces(timeline, leg, since=start, until=end)
