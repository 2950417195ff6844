"""What the edges do with what an origin says, down to the last message."""

import asyncio
from types import SimpleNamespace

import pytest

from harness.edge import edge_for, is_media, serve
from harness.settings import Settings
from tests.harness.fakes import CUT, Viewer, origin
from tests.harness.origin_answers import HEAD, LAL_FLV, PUBLISHER, SRS_FLV, TAG, answer, until


async def test_embedded_sends_nothing_until_the_first_tag_and_ends_with_a_cut() -> None:
    published = asyncio.Event()
    async with origin(lambda _: [LAL_FLV + HEAD, published, TAG]) as base:
        edge, viewer = edge_for(Settings("embedded", base)), Viewer()
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        await asyncio.sleep(0.05)
        assert viewer.sent == []
        published.set()
        edge.hear("on_pub_start", PUBLISHER)
        await until(lambda: viewer.body == HEAD + TAG)
        edge.hear("on_pub_stop", PUBLISHER)
        await asyncio.wait_for(watching, 1)
    assert viewer.status == 200
    assert "content-length" not in viewer.headers
    assert not viewer.finished


async def test_embedded_waits_on_when_a_publisher_leaves_before_its_first_tag() -> None:
    published = asyncio.Event()
    async with origin(lambda _: [LAL_FLV + HEAD, published, TAG]) as base:
        edge, viewer = edge_for(Settings("embedded", base)), Viewer()
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        edge.hear("on_pub_start", PUBLISHER)
        edge.hear("on_pub_stop", PUBLISHER)
        await asyncio.sleep(0.05)
        assert viewer.sent == []
        assert not watching.done()
        edge.hear("on_pub_start", {**PUBLISHER, "session_id": "2"})
        published.set()
        await until(lambda: viewer.body == HEAD + TAG)
        viewer.left.set()
        await asyncio.wait_for(watching, 1)


async def test_embedded_holds_a_viewer_for_longer_than_lal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("harness.edge.embedded._PATIENCE", 0.0)
    connections = iter([[LAL_FLV + HEAD, CUT], [LAL_FLV + HEAD, TAG]])
    async with origin(lambda _: next(connections)) as base:
        edge, viewer = edge_for(Settings("embedded", base)), Viewer()
        edge.hear("on_pub_start", PUBLISHER)
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        await until(lambda: viewer.body == HEAD + TAG)
        viewer.left.set()
        await asyncio.wait_for(watching, 1)


async def test_embedded_shows_a_waiting_viewer_the_publisher_that_comes_to_an_origin_that_began_anew() -> None:
    published = asyncio.Event()
    async with origin(lambda _: [LAL_FLV + HEAD, published, TAG]) as base:
        edge, viewer = edge_for(Settings("embedded", base)), Viewer()
        edge.hear("on_pub_start", PUBLISHER)
        assert await edge.is_live("key")
        edge.hear("on_server_start", {})
        assert not await edge.is_live("key")
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        published.set()  # the first tag is there before lal's word of who sends it
        await asyncio.sleep(0.05)
        assert viewer.sent == []
        edge.hear("on_pub_start", {**PUBLISHER, "session_id": "2"})
        await until(lambda: viewer.body == HEAD + TAG)
        assert not watching.done()
        viewer.left.set()
        await asyncio.wait_for(watching, 1)


async def test_embedded_says_that_nothing_is_live_when_lal_itself_is_away() -> None:
    async with origin(lambda _: []) as base:
        edge = edge_for(Settings("embedded", base))
        edge.hear("on_pub_start", PUBLISHER)
        assert await edge.is_live("key")
    assert not await edge.is_live("key")


def tag(kind: int, *body: int) -> bytes:
    return bytes((kind, 0, 0, len(body), *bytes(7), *body, *bytes(4)))


SCRIPT, SETUP, SOUND, FRAME = tag(18, 2), tag(9, 0x17, 0), tag(8, 0xAF, 0), tag(9, 0x17, 1)


async def shown(connections: list[list[bytes]], wanted: bytes) -> None:
    """A viewer of lal, whose connections say so one after the other, is shown what is wanted."""
    each = iter(connections)
    async with origin(lambda _: next(each)) as base:
        edge, viewer = edge_for(Settings("embedded", base)), Viewer()
        edge.hear("on_pub_start", PUBLISHER)
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        await until(lambda: viewer.body == wanted)
        viewer.left.set()
        await asyncio.wait_for(watching, 1)


async def test_embedded_tells_first_how_frames_are_decoded_where_lal_leaves_it_out() -> None:
    at_work = [LAL_FLV + HEAD + SCRIPT + SETUP, SOUND, FRAME]
    await shown([[LAL_FLV + HEAD + FRAME], at_work], HEAD + SCRIPT + SETUP + SOUND + FRAME)


async def test_embedded_hands_on_frames_as_they_are_where_lal_never_tells() -> None:
    await shown([[LAL_FLV + HEAD + FRAME], [LAL_FLV + HEAD + FRAME]], HEAD + FRAME)
    await shown([[LAL_FLV + HEAD + FRAME], [LAL_FLV + HEAD]], HEAD + FRAME)


async def test_embedded_asks_nothing_where_a_stream_begins_with_its_beginning() -> None:
    await shown([[LAL_FLV + HEAD + SETUP + FRAME]], HEAD + SETUP + FRAME)


async def test_embedded_says_when_lal_goes_down_under_a_waiting_viewer() -> None:
    async with origin(lambda _: [LAL_FLV + HEAD, CUT]) as base:
        viewer = Viewer()
        await asyncio.wait_for(serve(edge_for(Settings("embedded", base)), viewer.exchange("/live/live/key.flv")), 1)
    assert viewer.status == 502


async def test_embedded_drops_the_end_of_a_playlist_and_refuses_it_after_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("harness.edge.publications.time", SimpleNamespace(monotonic=lambda: now))
    playlist = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.000,\nkey-1-0.ts\n#EXT-X-ENDLIST\n"
    async with origin(lambda path: answer(playlist) if path.endswith("m3u8") else answer("segment")) as base:
        edge = edge_for(Settings("embedded", base, hls_dispose=60))

        async def get(name: str) -> Viewer:
            viewer = Viewer()
            await serve(edge, viewer.exchange(f"/hls/{name}"))
            return viewer

        assert (await get("key.m3u8")).status == 404
        edge.hear("on_pub_start", PUBLISHER)
        on_air = await get("key.m3u8")
        assert (await get("key-1-0.ts")).body == b"segment"
        assert (await get("key-1-9.ts")).status == 404, "a segment that is not in the window"
        edge.hear("on_pub_stop", PUBLISHER)
        now = 159.0
        off_air = await get("key.m3u8")
        assert (await get("key-1-0.ts")).body == b"segment"
        now = 161.0
        assert (await get("key.m3u8")).status == 404
        assert (await get("key-1-0.ts")).status == 404
    assert on_air.body == off_air.body
    assert b"key-1-0.ts" in off_air.body
    assert b"ENDLIST" not in off_air.body


@pytest.mark.parametrize(
    ("parts", "finished"), [([SRS_FLV, b"3\r\ntag\r\n", CUT], False), ([SRS_FLV, b"3\r\ntag\r\n0\r\n\r\n"], True)]
)
async def test_srs_hands_on_a_cut_as_a_cut_and_an_end_as_an_end(parts: list[bytes], finished: bool) -> None:
    async with origin(lambda path: parts if path == "/live/key.flv?token=1" else []) as base:
        viewer = Viewer()
        exchange = viewer.exchange("/live/live/key.flv", query_string=b"token=1")
        await asyncio.wait_for(serve(edge_for(Settings("srs", base)), exchange), 1)
    assert viewer.body == b"tag"
    assert viewer.headers == {"content-type": "video/x-flv"}
    assert viewer.finished == finished


async def test_srs_keeps_the_session_of_its_playlists() -> None:
    paths: list[str] = []

    def answers(path: str) -> list[bytes]:
        paths.append(path)
        return answer(f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{path.partition('?')[0]}?hls_ctx=abc\n")

    async with origin(answers) as base:
        edge = edge_for(Settings("srs", base))
        for query in (b"", b"hls_ctx=abc"):
            viewer = Viewer()
            await serve(edge, viewer.exchange("/hls/key.m3u8", query_string=query))
            assert viewer.body.endswith(b"\nkey.m3u8?hls_ctx=abc\n")
    assert paths == ["/live/key.m3u8", "/live/key.m3u8?hls_ctx=abc"]


@pytest.mark.parametrize("name", ["embedded", "srs"])
async def test_an_origin_that_is_away_is_a_502(name: str) -> None:
    edge = edge_for(Settings(name, "http://127.0.0.1:1", "http://127.0.0.1:1"))
    edge.hear("on_pub_start", PUBLISHER)
    for path in ("/live/live/key.flv", "/hls/key.m3u8"):
        viewer = Viewer()
        await asyncio.wait_for(serve(edge, viewer.exchange(path)), 1)
        assert viewer.status == 502
        assert viewer.finished


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/live/a/key.flv", "GET", 404),
        ("/live/live/a/b.flv", "GET", 404),
        ("/live/live/a b.flv", "GET", 404),
        ("/hls/../secret.ts", "GET", 404),
        ("/hls/key.mp4", "GET", 404),
        ("/live/live/key.flv", "POST", 405),
    ],
)
async def test_paths_that_are_no_media_are_refused(path: str, method: str, status: int) -> None:
    viewer = Viewer()
    await serve(edge_for(Settings("srs", "http://127.0.0.1:1")), viewer.exchange(path, method=method))
    assert viewer.status == status


def test_the_edge_answers_below_live_and_hls_only() -> None:
    paths = ("/live/live/key.flv", "/hls/key.m3u8", "/livery", "/player/", "/api/health")
    assert [is_media(path) for path in paths] == [True, True, False, False, False]
