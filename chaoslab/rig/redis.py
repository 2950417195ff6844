"""A Redis of the trial's own: on loopback, in memory only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from chaoslab.rig.children import Child, Children
from chaoslab.rig.free_ports import child_on_free_ports
from chaoslab.rig.ports import LOOPBACK


@dataclass(frozen=True)
class RedisServer:
    """A running Redis without a password; only this machine reaches it."""

    port: int
    child: Child


@asynccontextmanager
async def open_redis(children: Children, program: Path) -> AsyncIterator[RedisServer]:
    """Start one that writes nothing to the disk; it is gone on leaving. Raises NotReady."""

    async def start(ports: tuple[int, ...]) -> Child:
        return await children.start("redis", [program, *_flags(ports[0])], cwd=children.scratch)

    async with child_on_free_ports(children, 1, start) as (child, (port,)):
        yield RedisServer(port, child)


def _flags(port: int) -> tuple[str, ...]:
    told = {"bind": LOOPBACK, "port": str(port), "protected-mode": "yes", "save": "", "appendonly": "no"}
    return tuple(word for name, value in told.items() for word in (f"--{name}", value))
