"""Latency: what comes on a leg comes later by a set time."""

from typing import Annotated, ClassVar

from pydantic import Field

from chaoslab.fault import Fault, Injection, Sighting, World
from chaoslab.flow import first_silence
from chaoslab.legs import Leg
from chaoslab.socket_waits import first_wait
from chaoslab.timeline import Timeline

_SHARE = 0.8  # of the delay that must be seen: bytes are noted up to 0.1 s too early, and answers come in chunks


class Latency(Fault):
    """Toxiproxy's `latency`: data towards the player are held back by `latency` ± `jitter` milliseconds.

    On a stream that flows, nothing comes for `latency` and then all comes late. Lifting it closes no connection.
    """

    words: ClassVar[str] = "the {leg} leg is delayed by {latency} ms (± {jitter} ms)"

    leg: Leg
    latency: Annotated[int, Field(ge=200, le=60_000, description="milliseconds")]
    jitter: Annotated[int, Field(ge=0, le=60_000, description="milliseconds, plus or minus")] = 0

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "latency", {"latency": self.latency, "jitter": self.jitter})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "latency")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser waited for the bytes of a request, or for an answer on a WebSocket, by most of the delay."""
        until = injection.lifted_at if injection.lifted_at is not None else timeline.end
        least = max(_SHARE * max(self.latency - self.jitter, 0) / 1000, 0.15)
        wait = first_wait(timeline, self.leg, since=injection.sent_at, until=until, longer_than=least)
        if wait is not None:
            return Sighting(wait.start, "browser", f"waited {wait.length:.2f} s for {wait.what}")
        first = first_silence(timeline, self.leg, since=injection.sent_at, until=until, longer_than=least)
        if first is None:
            return None
        return Sighting(first.start, "browser", f"waited {first.length:.2f} s for bytes of {first.request.path}")
