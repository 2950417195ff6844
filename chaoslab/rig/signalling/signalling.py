"""The signalling server as a process of its own, which can be killed and started afresh on the same port."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from chaoslab.errors import FaultStuck, NotReady
from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.harness_child import ready, spawn
from chaoslab.rig.processes.ports import LOOPBACK, reserved_ports
from chaoslab.rig.signalling.signalling_control import SignallingControl
from harness.settings import Settings


@dataclass
class SignallingServer:
    """One address at which a server is, or is not. Made by `open_signalling`."""

    port: int
    settings: Settings
    _children: Children
    gone: asyncio.Future[str]  # done, with words, when a server that nobody stopped has ended
    _child: Child | None = None
    _watch: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Base URL, without a trailing slash."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def control(self) -> SignallingControl:
        """What it may be made to do."""
        return SignallingControl(self.url, self.settings.control_token)

    @property
    def whole(self) -> bool:
        """Whether a server is there."""
        return self._child is not None and self._child.alive

    async def stop(self) -> None:
        """Kill it: its clients see a server that died. One that is not there stays away."""
        child = self._forget()
        if child is not None:
            if child.alive:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
            await asyncio.shield(self._children.stop(child))

    async def start(self) -> None:
        """Start a fresh one where there is none; it serves when this returns. Raises FaultStuck when it does not."""
        if self._child is not None:
            return
        try:
            await self.begin()
        except NotReady as error:
            raise FaultStuck(f"the signalling server could not be started again at {self.url}: {error}") from error

    async def begin(self) -> None:
        """Start one. Raises NotReady."""
        with _bound(self.port) as inherited:
            child = await spawn(self._children, f"signalling-{self.port}", inherited)
        self._child = child
        self._watch = asyncio.ensure_future(self._await_end(child))
        try:
            await ready(child, self.port, self.settings)
        except BaseException:
            await self.stop()
            raise

    def _forget(self) -> Child | None:
        if self._watch is not None:
            self._watch.cancel()
        child, self._child, self._watch = self._child, None, None
        return child

    async def _await_end(self, child: Child) -> None:
        await child.process.wait()
        if not self.gone.done():
            self.gone.set_result(f"{child.name} ended by itself: {child.last_words()}")


@asynccontextmanager
async def open_signalling(
    children: Children, *, port: int | None = None, redis: str = ""
) -> AsyncIterator[SignallingServer]:
    """Start a server on a port of its own, or on one that the caller holds reserved; `redis` is the URL of one."""
    with reserved_ports(0 if port else 1) as free:
        settings = Settings(serves="signalling", redis=redis, control_token=secrets.token_urlsafe(24))
        gone: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        server = SignallingServer(port or free[0], settings, children, gone)
        try:
            await server.begin()
            yield server
        finally:
            await server.stop()


def _bound(port: int) -> socket.socket:
    # Bound and not listening: connections are refused until the server itself listens, as with one that starts.
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((LOOPBACK, port))
    return made
