"""The router before a page that knows only its own origin, as a child process.

    async with open_page_router(children, PageRoutes("http://127.0.0.1:3000"), proxies.ports) as router:
        router.origin.url     # what the browser opens; router.child ends when the router does

By its path each request goes on through the Toxiproxy port of its leg, and through that of the `page` leg to the
player's own server where no pattern fits. The router stands before Toxiproxy and not behind it: Toxiproxy ends a
connection with FIN where its own was reset, so a reset on a leg would never reach the browser. It runs in a process of
its own because the lab's own loop stops for some milliseconds whenever it makes the journal safe on the disk, which
happens just when a fault is injected, and media would wait for it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from chaoslab.errors import NotReady, PlayerUnfit
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin, PageRoutes
from chaoslab.rig.processes.children import Child, Children, accepts
from chaoslab.rig.processes.own_python import OWN_PATH, own_python
from chaoslab.rig.processes.ports import listening_socket

_START_DEADLINE = 20.0  # seconds


@dataclass(frozen=True)
class PageRouter:
    """A running router; `origin` is what the browser knows."""

    origin: PageOrigin
    child: Child


@asynccontextmanager
async def open_page_router(
    children: Children, routes: PageRoutes, ports: Mapping[Leg, int], *, key: str = ""
) -> AsyncIterator[PageRouter]:
    """Start a router that leads to these loopback ports, one for each leg of the patterns and one for `page`.

    A path that contains the stream's key, or one that begins with `key`, is led to where the lab has that stream.

    Raises PlayerUnfit when the player's server accepts no connection, NotReady when the router does not start.
    """
    await _require(routes)
    legs: tuple[Leg, ...] = (*routes.patterns, "page")
    routing = {"ports": {leg: ports[leg] for leg in legs}, "patterns": dict(routes.patterns), "key": key}
    with listening_socket() as listening:
        port, fd = int(listening.getsockname()[1]), listening.fileno()
        argv, name = own_python(__name__, "--fd", str(fd)), f"page-router-{port}"
        child = await children.start(name, argv, pipe_input=True, pipe_output=True, pass_fds=(fd,), env=OWN_PATH)
    try:
        assert child.process.stdin is not None
        child.process.stdin.write(f"{json.dumps(routing)}\n".encode())  # no argument: others can read those
        await _serving(child)
        yield PageRouter(PageOrigin(port, routes), child)
    finally:
        await asyncio.shield(children.stop(child))


async def _require(routes: PageRoutes) -> None:
    host, port = routes.address
    if not await accepts(host, port):
        problem = f"at {routes.server} accepts no connection"
        raise PlayerUnfit(problem, "start it, or correct server", thing="the player's server")


async def _serving(child: Child) -> None:
    """Wait for its one line; the socket listens already, so only a child that dies or hangs is found here."""
    assert child.process.stdout is not None
    try:
        line = await asyncio.wait_for(child.process.stdout.readline(), _START_DEADLINE)
    except TimeoutError:
        raise NotReady(child.name, f"did not serve within {_START_DEADLINE:g} s") from None
    if not line:
        await child.process.wait()
        raise NotReady(child.name, f"ended with code {child.process.returncode}: {child.last_words()}")
