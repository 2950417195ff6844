"""The signalling server that one trial uses: the lane's, or one of its own if the trial has a Redis."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from chaoslab.errors import UsageError
from chaoslab.legs.leg import Leg
from chaoslab.rig.lane import Lane
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports
from chaoslab.rig.signalling.message_harms import MessageHarms, open_message_harms
from chaoslab.rig.signalling.redis import RedisServer, open_redis
from chaoslab.rig.signalling.signalling import SignallingServer, open_signalling
from chaoslab.rig.signalling.viewers_watch import watched_viewers
from chaoslab.timeline.events import Sink
from chaoslab.world.message_harm import MessageHarm, Namespace, namespaces_of


@dataclass(frozen=True)
class TrialSignalling:
    """What a trial's faults may do to the signalling server."""

    server: SignallingServer
    key: str
    harms: MessageHarms
    redis: RedisServer | None = None

    async def stop(self) -> None:
        """Kill it."""
        await self.server.stop()

    async def start(self) -> None:
        """Start a fresh one on the same port. Raises FaultStuck."""
        await self.server.start()

    async def end_stream(self) -> None:
        """The trial's broadcast is over. Raises NotReady."""
        await self.server.control.end(self.key)

    async def drop(self, namespace: Namespace) -> None:
        """End the connections of all clients of a namespace. Raises NotReady."""
        await self.server.control.drop(namespaces_of(namespace))

    async def harm(self, name: str, harm: MessageHarm) -> None:
        """Put a harm to its messages in force. Raises NotReady."""
        await self.harms.harm(name, harm)

    async def mend(self, name: str) -> None:
        """Lift it; nothing if there is none with that name. Raises NotReady."""
        await self.harms.mend(name)

    async def stop_redis(self) -> None:
        """Kill the Redis that it uses. Raises UsageError if there is none."""
        await self._redis.stop()

    async def start_redis(self) -> None:
        """Start a fresh one on the same port. Raises FaultStuck, and UsageError if there never was one."""
        await self._redis.start()

    @property
    def gone(self) -> tuple[asyncio.Future[str], ...]:
        """Done, with words, when a part of it that nobody stopped has ended."""
        return (self.server.gone, self.redis.gone) if self.redis else (self.server.gone,)

    @property
    def _redis(self) -> RedisServer:
        if self.redis is None:
            raise UsageError("the trial has no Redis; set `rig: {redis: true}`")
        return self.redis


@dataclass(frozen=True)
class Ground:
    """Where the `socket` leg leads, and the `redis` leg if there is one, before either is open."""

    lane: Lane
    port: int
    redis: RedisServer | None = None

    @property
    def upstreams(self) -> Mapping[Leg, tuple[str, int]]:
        """(host, port) behind each leg."""
        legs: dict[Leg, tuple[str, int]] = {"socket": (LOOPBACK, self.port)}
        return legs | {"redis": (LOOPBACK, self.redis.port)} if self.redis else legs


@asynccontextmanager
async def open_ground(lane: Lane, *, redis: bool) -> AsyncIterator[Ground]:
    """Hold the port of a server of the trial's own and start its Redis, or use the lane's server."""
    if not redis:
        yield Ground(lane, lane.signalling.port)
        return
    async with open_redis(lane.children, lane.also["redis"]) as server:
        with reserved_ports(1) as (port,):
            yield Ground(lane, port, server)


@asynccontextmanager
async def open_trial_signalling(
    ground: Ground, ports: Mapping[Leg, int], key: str, sink: Sink
) -> AsyncIterator[TrialSignalling]:
    """The server, and a watch on its own count of the stream's viewers; `ports` are those of the legs."""
    async with AsyncExitStack() as stack:
        server = ground.lane.signalling
        if ground.redis:
            own = open_signalling(ground.lane.children, port=ground.port, redis=ground.redis.url(ports["redis"]))
            server = await stack.enter_async_context(own)
        await stack.enter_async_context(watched_viewers(server.url, key, sink))
        harms = await stack.enter_async_context(open_message_harms(server, key, sink))
        yield TrialSignalling(server, key, harms, ground.redis)
