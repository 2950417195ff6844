"""Latency: everything on a leg is delayed by a set time."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.evidence.network.redis_away import redis_away
from chaoslab.evidence.network.silences import first_silence
from chaoslab.evidence.signalling.socket_waits import first_wait
from chaoslab.faults._contract import Fault, Group
from chaoslab.faults._ingest import needs_on, stream_held_up
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.encoding import StreamNeeds
from chaoslab.world.world import World

_SHARE = 0.8  # of the delay that must be seen: bytes are recorded up to 0.1 s too early, and answers come in chunks


class Latency(Fault):
    """Everything on the leg arrives later; open connections stay open.

    This is Toxiproxy's `latency`: data towards the player is held back by `latency` ± `jitter` milliseconds. On a
    running stream, nothing comes for `latency`, and then everything comes late. Lifting it closes no connection.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg is delayed by {latency} ms (± {jitter} ms)"
    happened: ClassVar[str] = "{leg} {was} delayed"
    meant: ClassVar[str] = "{leg} {was} to be delayed"
    named: ClassVar[str] = "{leg} delayed"

    leg: Leg
    latency: Annotated[int, Field(ge=200, le=60_000, description="milliseconds")]
    jitter: Annotated[int, Field(ge=0, le=60_000, description="milliseconds, plus or minus")] = 0

    def needs(self) -> StreamNeeds:
        return needs_on(self.leg)

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "latency", {"latency": self.latency, "jitter": self.jitter})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "latency")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack waited most of the delay for bytes of a request, or for an answer or a ping on a
        WebSocket; on `ingest`, it waited that long for FLV, or pictures came that much later; on `redis`, the
        signalling server said that Redis does not answer.
        """
        until = injection.until(timeline)
        least = max(_SHARE * max(self.latency - self.jitter, 0) / 1000, 0.15)
        if self.leg == "redis":
            return redis_away(timeline, injection.sent_at, until)
        if self.leg == "ingest":
            return stream_held_up(timeline, since=injection.sent_at, until=until, by=least)
        wait = first_wait(timeline, self.leg, since=injection.sent_at, until=until, longer_than=least)
        if wait is not None:
            return Sighting(wait.start, "browser", f"waited {wait.length:.2f} s for {wait.what}")
        first = first_silence(timeline, self.leg, since=injection.sent_at, until=until, longer_than=least)
        if first is None:
            return None
        return Sighting(first.start, "browser", f"waited {first.length:.2f} s for bytes of {first.request.path}")
