"""Every media path that a page with a server of its own may use plays, from a real edge behind the router."""

from urllib.parse import urljoin

import pytest

from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageRoutes
from chaoslab.rig.legs.page_router import open_page_router
from chaoslab.rig.processes.ports import LOOPBACK
from tests.rig.conftest import Events, Stage
from tests.rig.edge_answers import playlist_with
from tests.rig.legs.page_router.stage import Side, listening
from tests.rig.raw_http import fetch, get

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]
FLV = ("/live/live/{key}.flv", "/live/{key}.flv", "/play/{key}", "/tv/{key}/stream.flv")
HLS = ("/hls/{key}.m3u8", "/live/{key}.m3u8", "/tv/{key}/index.m3u8")
OWN: dict[Leg, tuple[str, ...]] = {
    "flv": ("/play/*", "/tv/*.flv", "/live/*.flv"),
    "hls": ("/tv/*", "/hls/*", "/live/*.m3u8", "/live/*.ts"),
}


async def not_here(side: Side) -> None:
    await side.head()
    await side.send(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def test_flv_and_hls_play_at_each_path_with_their_segments(embedded: Stage) -> None:
    key = "lab-paths"
    harness = embedded.media.harness
    async with embedded.publisher(key, Events()), listening(not_here) as page:
        await playlist_with(embedded, key, 1, within=6)
        ports: dict[Leg, int] = {**dict.fromkeys(("flv", "hls", "socket", "api"), harness.port), "page": page}
        routes = PageRoutes(f"http://{LOOPBACK}:{page}", {**PageRoutes("http://h").patterns, **OWN})
        async with open_page_router(embedded.children, routes, ports, key=key) as router:
            for path in FLV:
                async with get(router.origin.url + path.format(key=key)) as answer:
                    await answer.header()
                    assert (path, answer.status) == (path, 200)
            for path in HLS:
                url = router.origin.url + path.format(key=key)
                playlist = await fetch(url)
                assert (path, playlist.status) == (path, 200)
                segment = next(line for line in playlist.body.decode().splitlines() if line.endswith(".ts"))
                assert (await fetch(urljoin(url, segment))).status == 200
            assert (await fetch(f"{router.origin.url}/api/health")).status == 404  # the page's own API
