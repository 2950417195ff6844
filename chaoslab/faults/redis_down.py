"""Redis down: the Redis behind the signalling server dies, and an empty one takes its place."""

from typing import ClassVar

from chaoslab.evidence.network.redis_away import redis_away
from chaoslab.faults._contract import Fault, Group
from chaoslab.legs.leg import Leg
from chaoslab.timeline.injection import Injection, Sighting
from chaoslab.timeline.timeline import Timeline
from chaoslab.world.world import World


class RedisDown(Fault):
    """The Redis behind the signalling server is killed; on lift, an empty one listens on the same port. It needs
    `rig: {redis: true}`.
    """

    group: ClassVar[Group] = "Signalling"
    words: ClassVar[str] = "Redis is killed; an empty one takes its place when this is lifted"
    happened: ClassVar[str] = "Redis died"
    meant: ClassVar[str] = "Redis was to die"
    named: ClassVar[str] = "Redis dead"
    alone: ClassVar[bool] = True
    leg: ClassVar[Leg] = "redis"  # which the trial must have, and of which nothing is left

    async def inject(self, world: World) -> None:
        await world.signalling.stop_redis()

    async def lift(self, world: World) -> None:
        await world.signalling.start_redis()

    def witness(self, timeline: Timeline, injection: Injection) -> Sighting | None:
        """The signalling server, which had shared its count over Redis, said that Redis does not answer."""
        until = injection.until(timeline)
        return redis_away(timeline, injection.sent_at, until)
