"""The router as a child process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from chaoslab.errors import NotReady
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageRoutes
from chaoslab.rig.legs.page_router import PageRouter, open_page_router
from chaoslab.rig.processes.children import accepts, open_children, wait_until
from chaoslab.rig.processes.ports import LOOPBACK
from tests.rig.legs.page_router.stage import HEAD, Serve, Side, Stage, free_port, listening


def says(words: bytes) -> Serve:
    async def serve(side: Side) -> None:
        await side.head()
        await side.send(HEAD + b"\r\n" + words)

    return serve


@asynccontextmanager
async def router() -> AsyncIterator[PageRouter]:
    """A router before a player's server and an HLS leg; the others refuse."""
    async with listening(says(b"page")) as page, listening(says(b"media")) as media, open_children() as children:
        ports: dict[Leg, int] = {"flv": free_port(), "hls": media, "socket": free_port(), "api": media, "page": page}
        async with open_page_router(children, PageRoutes(f"http://{LOOPBACK}:{page}"), ports) as opened:
            yield opened


async def test_it_leads_to_the_ports_that_it_was_given() -> None:
    async with router() as opened:
        front = Stage(opened.origin.port)
        for path, found in (("/watch/k", b"page"), ("/hls/k.m3u8", b"media"), ("/live/live/k.flv", b"flv leg refused")):
            async with front.asking(path) as browser:
                assert found in await browser.rest()


async def test_it_is_gone_with_its_context_and_its_port_too() -> None:
    async with router() as opened:
        assert await accepts(LOOPBACK, opened.origin.port)
    assert not opened.child.alive
    assert not await accepts(LOOPBACK, opened.origin.port)


async def test_nobody_accepts_connections_for_one_that_died() -> None:
    async with router() as opened:
        opened.child.process.kill()

        async def refused() -> bool:
            return not await accepts(LOOPBACK, opened.origin.port)

        await wait_until(refused, what="the port to be closed", within=5)


async def test_a_player_s_server_that_is_not_there_is_said_by_its_address() -> None:
    server = f"http://{LOOPBACK}:{free_port()}"
    async with open_children() as children:
        with pytest.raises(NotReady, match=f"player's server at {server} accepts no connection; start it"):
            await open_page_router(children, PageRoutes(server), {}).__aenter__()
