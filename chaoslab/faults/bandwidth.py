"""Bandwidth: a leg carries only so many bytes a second."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.encoding import StreamNeeds
from chaoslab.fault import Fault, Group, Injection, Sighting, World
from chaoslab.ingest_signs import needs_on, stream_held_up
from chaoslab.legs import Leg
from chaoslab.narrowness import first_narrow
from chaoslab.socket_waits import first_wait
from chaoslab.timeline import Timeline
from chaoslab.viewers import redis_away

_KB = 1000  # bytes; Toxiproxy sends `rate` bytes each millisecond
_HELD_UP = 0.3  # seconds by which a narrow leg delays what a healthy one brings within some ms


class Bandwidth(Fault):
    """Toxiproxy's `bandwidth`: each connection brings at most `rate` KB/s (1000 bytes) towards the player.

    The stream that the lab publishes has about 105 KB/s; a leg that is wider than what flows on it is not narrow, and
    nobody sees it. Lifting it closes no connection; what had been held up then comes at once.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg carries at most {rate} KB/s on each connection"

    leg: Leg
    rate: Annotated[int, Field(ge=1, le=1_000_000, description="KB/s (1000 bytes), on each connection")]

    def needs(self) -> StreamNeeds:
        return needs_on(self.leg)

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "bandwidth", {"rate": self.rate})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "bandwidth")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser got a stream, for 2 s, or a whole download at the rate that was set, and more at other times.

        On `socket` it waited for an answer. On `ingest` viewers got the stream at that rate, or late; on `redis` the
        signalling server said that Redis does not answer.
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
