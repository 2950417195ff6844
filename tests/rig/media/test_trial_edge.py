"""What a trial may do to the answers of its harness, over a real one; nothing outlives the trial."""

import time
from collections.abc import AsyncIterator, Mapping

import pytest

from chaoslab.errors import NotReady
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import PageOrigin, PageRoutes
from chaoslab.rig.media.harness import Harness, open_harness
from chaoslab.rig.media.trial_edge import open_trial_edge
from chaoslab.rig.processes.children import open_children
from chaoslab.world.http_harm import Harm
from harness.settings import Settings
from tests.harness.fakes import origin
from tests.rig.raw_http import fetch, get

BODY = "0123456789"
LEGS: Mapping[Leg, int] = {"flv": 7, "hls": 8, "api": 9, "socket": 10, "ingest": 11}
SEGMENT, PLAYLIST = "/hls/key-4.ts", "/hls/key.m3u8"
MEDIA = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nkey-4.ts\n"
BROKEN = Harm({"kind": "status", "status": 503}, leg="hls")


@pytest.fixture
async def harness() -> AsyncIterator[Harness]:
    """In front of an SRS that has one segment, and a playlist whose number grows each time it is asked for."""
    asked = 0

    def answers(path: str) -> list[bytes]:
        nonlocal asked
        asked += 1
        body = MEDIA % asked if ".m3u8" in path else BODY
        return [f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()]

    async with (
        origin(answers) as base,
        open_children() as children,
        open_harness(children, Settings("srs", base, serves="media", control_token="a-token")) as opened,
    ):
        yield opened


async def status(harness: Harness, path: str = SEGMENT, *, port: int = 8) -> int:
    return (await fetch(f"{harness.url}{path}", headers=f"Host: 127.0.0.1:{port}\r\n")).status


async def test_a_leg_is_harmed_and_mended_and_others_are_spared(harness: Harness) -> None:
    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        await edge.harm("one", BROKEN)
        assert await status(harness) == 503
        assert await status(harness, "/api/health", port=9) == 200
        assert await status(harness, port=harness.port) == 200  # as the lab itself asks
        await edge.mend("one")
        await edge.mend("one")
        assert await status(harness) == 200


async def test_paths_and_counts_are_told(harness: Harness) -> None:
    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        await edge.harm("one", Harm({"kind": "status", "status": 404}, path="/hls/*.ts", count=1))
        assert [await status(harness, path) for path in (PLAYLIST, SEGMENT, SEGMENT)] == [200, 404, 200]


async def test_behind_a_router_a_players_own_patterns_count(harness: Harness) -> None:
    page = PageOrigin(20, PageRoutes("http://127.0.0.1:3000", {"hls": ("/hls/*.ts",)}))
    async with open_trial_edge(harness, "key", LEGS, page) as edge:
        await edge.harm("one", BROKEN)
        assert await status(harness, port=20) == 503
        assert await status(harness, PLAYLIST, port=20) == 200


async def test_nothing_outlives_the_trial(harness: Harness) -> None:
    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        await edge.harm("one", BROKEN)
    assert await status(harness) == 200
    await edge.harm("left", BROKEN)  # as of a trial that was not tidied up
    async with open_trial_edge(harness, "key", LEGS, None):
        assert await status(harness) == 200


async def test_connections_and_bodies_end_as_they_are_told(harness: Harness) -> None:
    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        await edge.harm("one", Harm({"kind": "abort", "after_head": False}, leg="hls"))
        async with get(f"{harness.url}{SEGMENT}", headers="Host: 127.0.0.1:8\r\n") as answer:
            assert await answer.whole() == b""
        await edge.harm("one", Harm({"kind": "abort", "after_head": True}, leg="hls"))
        headed = await fetch(f"{harness.url}{SEGMENT}", headers="Host: 127.0.0.1:8\r\n")
        assert (headed.status, headed.body, headed.headers["content-length"]) == (200, b"", "10")
        await edge.harm("one", Harm({"kind": "truncate", "bytes": 4, "clean": True}, leg="hls"))
        short = await fetch(f"{harness.url}{SEGMENT}", headers="Host: 127.0.0.1:8\r\n")
        assert (short.chunks, short.body) == ((b"0123", b""), b"0123")
        await edge.harm("one", Harm({"kind": "delay", "seconds": 0.3}, leg="hls"))
        began = time.monotonic()
        assert await status(harness) == 200
        assert time.monotonic() - began >= 0.3


async def test_a_playlist_is_kept_and_let_go(harness: Harness) -> None:
    async def playlist() -> bytes:
        return (await fetch(f"{harness.url}{PLAYLIST}", headers="Host: 127.0.0.1:8\r\n")).body

    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        await edge.keep_playlist("stale")
        kept = await playlist()
        assert await playlist() == kept
        await edge.mend("stale")
        assert await playlist() != kept


async def test_a_harness_that_refuses_is_named_and_one_that_died_has_nothing_to_mend(harness: Harness) -> None:
    async with open_trial_edge(harness, "key", LEGS, None) as edge:
        with pytest.raises(NotReady, match=r"did not harm its answers: unknown kind of act 'explode'.*status 400"):
            await edge.harm("one", Harm({"kind": "explode"}, leg="hls"))
        harness.child.process.kill()
        await harness.child.process.wait()
        await edge.mend("one")
        with pytest.raises(NotReady, match="did not answer in time"):
            await edge.harm("one", BROKEN)
