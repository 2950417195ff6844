"""The harness without signalling as a child process, and origin and harness together.

async with open_media(children, "embedded") as media:
    media.origin, media.harness.url     # http://127.0.0.1:PORT, the page at /player/

async with open_harness(children, settings) as harness: ...   # in front of an origin that runs already
"""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from chaoslab.errors import NotReady
from chaoslab.rig.media.origins import HLS_DISPOSE, Origin, open_origin
from chaoslab.rig.processes.children import Child, Children
from chaoslab.rig.processes.harness_child import ready, spawn
from chaoslab.rig.processes.ports import LOOPBACK, listening_socket
from chaoslab.setup import places
from harness.control import HEADER
from harness.edge.upstream import Cut, OriginAway, open_request
from harness.settings import Settings

_CALL_DEADLINE = 2.0  # seconds
_OK = 200


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

    async def control(self, method: str, path: str, what: str, body: bytes = b"") -> None:
        """Have it do `what`, over a control path. Raises NotReady."""
        headers = {HEADER.decode(): self.control_token}
        asked = open_request(self.url, path, method=method, headers=headers, body=body)
        try:
            async with asyncio.timeout(_CALL_DEADLINE), asked as answer:
                problem = (await answer.read_all()).decode("utf-8", "replace").strip()
                if answer.status != _OK:
                    raise NotReady("the harness", f"did not {what}: {problem} (status {answer.status})")
        except (TimeoutError, OriginAway, Cut) as error:
            raise NotReady("the harness", f"at {self.url} did not answer in time when it was to {what}") from error


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
        listening, hooks_token = stack.enter_context(listening_socket()), secrets.token_urlsafe(24)
        notify = f"http://{LOOPBACK}:{listening.getsockname()[1]}/origin-hooks/{hooks_token}"
        child = await stack.enter_async_context(_starting(children, listening))
        opening = open_origin(origin, children, notify=notify, hls_dispose=hls_dispose)
        opened = await stack.enter_async_context(opening)
        settings = Settings(
            opened.name,
            opened.http,
            opened.api,
            hls_dispose,
            serves="media",
            players=str(places.PLAYERS),
            control_token=secrets.token_urlsafe(24),
            hooks_token=hooks_token,
            admission=opened.admission,
        )
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
