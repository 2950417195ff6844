"""An origin's process, which faults may kill, start again on its ports, stop and wake."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.free_ports import all_accept, child_on_free_ports

Start = Callable[[tuple[int, ...]], Awaitable[Child]]


class OriginProcess:
    """The origin that listens on `ports`, or that did and will again. Each act may be done twice."""

    def __init__(self, children: Children, child: Child, start: Start, ports: tuple[int, ...]) -> None:
        self._children, self._start, self.ports = children, start, ports
        self._watch: asyncio.Task[None] | None = None
        self.gone: asyncio.Future[Child] = asyncio.get_running_loop().create_future()  # done when it ended by itself
        self.child: Child | None = None  # None while a fault has killed it
        self.paused = False
        self._take(child)

    @property
    def whole(self) -> bool:
        """Whether it is there and works."""
        return self.child is not None and self.child.alive and not self.paused

    async def kill(self) -> None:
        """SIGKILL; returns when it is gone."""
        child = self._forget()
        if child is not None:
            _signal(child, signal.SIGKILL)
            await asyncio.shield(self._children.stop(child))

    async def start(self) -> None:
        """Start a new process on the same ports if there is none; it accepts when this returns. Raises NotReady."""
        if self.child is not None:
            return
        child = await self._start(self.ports)
        try:
            await all_accept(child, self.ports)
        except BaseException:
            await asyncio.shield(self._children.stop(child))
            raise
        self._take(child)

    async def pause(self) -> None:
        """SIGSTOP: connections stay, and nothing answers."""
        if self.child is not None:
            self.paused = True
            _signal(self.child, signal.SIGSTOP)

    async def resume(self) -> None:
        """SIGCONT."""
        if self.child is not None and self.paused:
            _signal(self.child, signal.SIGCONT)
            self.paused = False

    async def end(self) -> None:
        """Stop it politely."""
        await self.resume()  # one that is stopped hears no SIGTERM
        child = self._forget()
        if child is not None:
            await asyncio.shield(self._children.stop(child))

    def _take(self, child: Child) -> None:
        self.child, self.paused = child, False
        self._watch = asyncio.ensure_future(self._await_end(child))

    def _forget(self) -> Child | None:
        if self._watch is not None:
            self._watch.cancel()
        child, self.child, self.paused = self.child, None, False
        return child

    async def _await_end(self, child: Child) -> None:
        await child.process.wait()
        if not self.gone.done():
            self.gone.set_result(child)


@asynccontextmanager
async def origin_process(children: Children, count: int, start: Start) -> AsyncIterator[OriginProcess]:
    """Start one on `count` free ports, which stay its own; on leaving, whatever runs there is gone."""
    async with child_on_free_ports(children, count, start) as (child, ports):
        process = OriginProcess(children, child, start, ports)
        try:
            yield process
        finally:
            await process.end()


def _signal(child: Child, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, sign)
