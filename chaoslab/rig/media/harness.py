"""The harness without signalling as a child process, and origin and harness together.

async with open_media(children, "embedded") as media:
    media.origin.rtmp_port, media.harness.url     # http://127.0.0.1:PORT, the page at /player/

async with open_harness(children, settings) as harness: ...   # in front of an origin that runs already
"""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from chaoslab.rig.media.origins import HLS_DISPOSE, Origin, open_origin
from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.harness_child import ready, spawn
from chaoslab.rig.processes.ports import LOOPBACK, listening_socket
from chaoslab.setup import places
from harness.settings import Settings


@dataclass(frozen=True)
class Harness:
    """A running harness; `url` has no trailing slash."""

    host: str
    port: int
    child: Child
    control_token: str = ""

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
    def whole(self) -> bool:
        """Whether both are there and work."""
        return self.harness.child.alive and self.origin.whole


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
        pages = str(places.PLAYERS)
        shared = Settings(opened.name, opened.http, opened.api, hls_dispose, serves="media", players=pages)
        settings = replace(shared, control_token=secrets.token_urlsafe(24))
        yield Media(opened, await _ready(child, listening, settings))


@asynccontextmanager
async def open_harness(children: Children, settings: Settings) -> AsyncIterator[Harness]:
    """Start a harness in front of an origin that runs already, or one that serves only signalling."""
    with listening_socket() as listening:
        async with _starting(children, listening) as child:
            yield await _ready(child, listening, settings)


@asynccontextmanager
async def _starting(children: Children, listening: socket.socket) -> AsyncIterator[Child]:
    child = await spawn(children, f"harness-{listening.getsockname()[1]}", listening)
    try:
        yield child
    finally:
        await asyncio.shield(children.stop(child))


async def _ready(child: Child, listening: socket.socket, settings: Settings) -> Harness:
    port = listening.getsockname()[1]
    await ready(child, port, settings)
    listening.close()  # the child's copy serves; beside ours, a harness that died would still accept connections
    return Harness(LOOPBACK, port, child, settings.control_token)
