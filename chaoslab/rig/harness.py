"""The harness as a child process, and origin and harness together.

async with open_media(children, "embedded") as media:
    media.origin.rtmp_port, media.harness.url     # http://127.0.0.1:PORT, the page at /player/

async with open_harness(children, settings) as harness: ...   # in front of an origin that runs already
"""

import asyncio
import contextlib
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from chaoslab.rig.children import Child, Children, wait_until
from chaoslab.rig.origins import HLS_DISPOSE, Origin, open_origin
from chaoslab.rig.ports import LOOPBACK, listening_socket
from harness.settings import Settings

_ROOT = Path(__file__).parents[2]
_START_DEADLINE = 20.0  # seconds


@dataclass(frozen=True)
class Harness:
    """A running harness; `url` has no trailing slash."""

    host: str
    port: int
    child: Child

    @property
    def url(self) -> str:
        """Base URL; the page is at /player/."""
        return f"http://{self.host}:{self.port}"


@dataclass(frozen=True)
class Media:
    """An origin and the harness in front of it."""

    origin: Origin
    harness: Harness

    @property
    def parts(self) -> tuple[Child, ...]:
        """The children of ours that it consists of; an SRS that ran already is none."""
        return (self.harness.child, self.origin.child) if self.origin.child else (self.harness.child,)


@asynccontextmanager
async def open_media(children: Children, origin: str, *, hls_dispose: float = HLS_DISPOSE) -> AsyncIterator[Media]:
    """Start an origin by name and its harness, both at once; raises as `open_origin` does, and NotReady."""
    async with AsyncExitStack() as stack:
        listening = stack.enter_context(listening_socket())
        port = listening.getsockname()[1]
        child = await stack.enter_async_context(_starting(children, listening))
        opened = await stack.enter_async_context(
            open_origin(origin, children, notify=f"http://{LOOPBACK}:{port}/origin-hooks", hls_dispose=hls_dispose)
        )
        settings = Settings(opened.name, opened.http, opened.api, hls_dispose)
        yield Media(opened, await _ready(child, listening, settings))


@asynccontextmanager
async def open_harness(children: Children, settings: Settings) -> AsyncIterator[Harness]:
    """Start a harness in front of an origin that runs already."""
    with listening_socket() as listening:
        async with _starting(children, listening) as child:
            yield await _ready(child, listening, settings)


@asynccontextmanager
async def _starting(children: Children, listening: socket.socket) -> AsyncIterator[Child]:
    # The child imports while its settings are still being found out; it waits for them on its standard input.
    fd = listening.fileno()
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    argv = [sys.executable, "-m", "harness", "--fd", str(fd)]
    child = await children.start(
        f"harness-{listening.getsockname()[1]}", argv, pipe_input=True, pass_fds=(fd,), env={"PYTHONPATH": path}
    )
    try:
        yield child
    finally:
        await asyncio.shield(children.stop(child))


async def _ready(child: Child, listening: socket.socket, settings: Settings) -> Harness:
    port = listening.getsockname()[1]
    assert child.process.stdin is not None
    with contextlib.suppress(ConnectionError):  # a harness that died is found below, with its last words
        child.process.stdin.write(json.dumps(asdict(settings)).encode() + b"\n")
        await child.process.stdin.drain()
    health = asyncio.ensure_future(_healthy(port))
    try:

        async def answered() -> bool:
            return health.done() and health.result()

        await wait_until(answered, what="the harness to answer", within=_START_DEADLINE, watching=child)
    finally:
        health.cancel()
    listening.close()  # the child's copy serves; beside ours, a harness that died would still accept connections
    return Harness(LOOPBACK, port, child)


async def _healthy(port: int) -> bool:
    # The socket listens from the start, so one request waits in its queue until the harness serves.
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    try:
        writer.write(f"GET /api/health HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode())
        return (await reader.readline()).startswith(b"HTTP/1.1 200")
    finally:
        writer.close()
