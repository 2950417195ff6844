"""Timeout: a leg falls silent; its connections stay open, but nothing comes any more."""

from typing import ClassVar

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

_HOUR = 3_600_000  # ms; longer than any trial
_SILENT_FOR = 0.5  # seconds without a byte; a healthy leg never pauses that long


class Timeout(Fault):
    """The leg falls silent: connections stay open, but nothing comes, not even their end; they are closed when the
    fault is lifted.

    This is Toxiproxy's `timeout` with a time of 0: data towards the player stops, and new connections are accepted and
    starve. Because `timeout` lets the end of a connection pass, a `slow_close` before it holds that back.
    """

    group: ClassVar[Group] = "Network"
    words: ClassVar[str] = "the {leg} leg falls silent: connections stay open, nothing comes"
    happened: ClassVar[str] = "{leg} fell silent"
    meant: ClassVar[str] = "{leg} {was} to fall silent"
    named: ClassVar[str] = "{leg} silent"
    alone: ClassVar[bool] = True

    leg: Leg

    def needs(self) -> StreamNeeds:
        return needs_on(self.leg)

    async def inject(self, world: World) -> None:
        await world.proxies.add_toxic(self.leg, "slow_close", {"delay": _HOUR})
        await world.proxies.add_toxic(self.leg, "timeout", {"timeout": 0})

    async def lift(self, world: World) -> None:
        await world.proxies.remove_toxic(self.leg, "timeout")
        await world.proxies.remove_toxic(self.leg, "slow_close")

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The browser's network stack saw an open request on the leg without a byte, or a WebSocket without an answer
        or a ping that was due, for 0.5 s; on `ingest`, the browser got FLV or pictures that much later, or the lab's
        own viewer got no picture; on `redis`, the signalling server said that Redis does not answer.
        """
        until = injection.until(timeline)
        if self.leg == "redis":
            return redis_away(timeline, injection.sent_at, until)
        if self.leg == "ingest":
            return stream_held_up(timeline, since=injection.sent_at, until=until, by=_SILENT_FOR)
        wait = first_wait(timeline, self.leg, since=injection.sent_at, until=until, longer_than=_SILENT_FOR)
        if wait is not None:
            return Sighting(wait.start, "browser", f"{wait.what} did not come for {wait.length:.1f} s")
        first = first_silence(timeline, self.leg, since=injection.sent_at, until=until, longer_than=_SILENT_FOR)
        if first is None:
            return None
        return Sighting(first.start, "browser", f"no byte on {first.request.path} for {first.length:.1f} s")
