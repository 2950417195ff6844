"""A Redis of the trial's own: on loopback, in memory only; it can be killed and started afresh on the same port."""

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.processes.children import Child, Children, accepts, wait_until
from chaoslab.rig.processes.free_ports import child_on_free_ports
from chaoslab.rig.processes.ports import LOOPBACK

_START_DEADLINE = 10.0  # seconds


@dataclass
class RedisServer:
    """One port at which a Redis is, or is not; it answers those who know its password."""

    port: int
    password: str = field(repr=False)
    child: Child
    gone: asyncio.Future[str]  # done, with words, when one that nobody stopped has ended
    _program: Path
    _children: Children
    _watch: asyncio.Task[None] | None = field(default=None, repr=False)

    def url(self, port: int) -> str:
        """Its URL by way of a loopback port that leads to it."""
        return f"redis://:{self.password}@{LOOPBACK}:{port}/0"

    async def stop(self) -> None:
        """Kill it, with all that it knew. One that is not there stays away."""
        self.look_away()
        if self.child.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
        await asyncio.shield(self._children.stop(self.child))

    async def start(self) -> None:
        """Start a fresh one where there is none; it answers when this returns. Raises FaultStuck when it does not."""
        if self.child.alive:
            return
        try:
            self.child = await _start(self._children, self._program, self.port, self.password)
            await wait_until(self._accepts, what="Redis to answer", within=_START_DEADLINE, watching=self.child)
        except NotReady as error:
            raise FaultStuck(f"Redis could not be started again on port {self.port}: {error}") from error
        self.look()

    def look(self) -> None:
        """Report from now on if it ends by itself."""
        self._watch = asyncio.ensure_future(self._await_end(self.child))

    def look_away(self) -> None:
        """From now on, its end is intended."""
        if self._watch is not None:
            self._watch.cancel()

    async def _accepts(self) -> bool:
        return await accepts(LOOPBACK, self.port)

    async def _await_end(self, child: Child) -> None:
        await child.process.wait()
        if not self.gone.done():
            self.gone.set_result(f"{child.name} ended by itself: {child.last_words()}")


@asynccontextmanager
async def open_redis(children: Children, program: Path) -> AsyncIterator[RedisServer]:
    """Start one that writes nothing to the disk; it is gone on leaving. Raises NotReady."""

    password = secrets.token_urlsafe(24)

    async def start(ports: tuple[int, ...]) -> Child:
        return await _start(children, program, ports[0], password)

    async with child_on_free_ports(children, 1, start) as (child, (port,)):
        server = RedisServer(port, password, child, asyncio.get_running_loop().create_future(), program, children)
        server.look()
        try:
            yield server
        finally:
            server.look_away()
            await asyncio.shield(children.stop(server.child))


async def _start(children: Children, program: Path, port: int, password: str) -> Child:
    conf = children.scratch / f"redis-{port}.conf"  # a command line can be read by everybody
    conf.write_text(_conf(port, password), encoding="utf-8")
    return await children.start("redis", [program, conf], cwd=children.scratch)


def _conf(port: int, password: str) -> str:
    settings = {"bind": LOOPBACK, "port": port, "requirepass": password, "save": '""', "appendonly": "no"}
    return "".join(f"{name} {value}\n" for name, value in settings.items())
