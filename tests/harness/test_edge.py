"""What the edges do with what an origin says, down to the last message."""

import asyncio
import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from harness.edge import edge_for, is_media, serve
from harness.edge.upstream import OriginAway
from harness.settings import Settings
from tests.harness.fakes import CUT, Viewer, origin

LAL_FLV = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nConnection: close\r\n\r\n"
HEAD, TAG = b"FLV\x01\x05\x00\x00\x00\x09\x00\x00\x00\x00", b"tag"
SRS_FLV = b"HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nTransfer-Encoding: chunked\r\n\r\n"
PUBLISHER = {"stream_name": "key", "session_id": "1"}


def answer(body: str) -> list[bytes]:
    return [f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()]


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - the viewer gives no signal
            await asyncio.sleep(0.005)


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


async def test_embedded_cuts_those_who_watch_when_they_are_kicked_and_serves_who_comes_later() -> None:
    async with origin(lambda _: [LAL_FLV + HEAD + TAG]) as base:
        edge, viewer, other, later = edge_for(Settings("embedded", base)), Viewer(), Viewer(), Viewer()
        edge.hear("on_pub_start", PUBLISHER)
        edge.hear("on_pub_start", {**PUBLISHER, "stream_name": "other"})
        watching = asyncio.ensure_future(serve(edge, viewer.exchange("/live/live/key.flv")))
        spared = asyncio.ensure_future(serve(edge, other.exchange("/live/live/other.flv")))
        await until(lambda: viewer.body == other.body == HEAD + TAG)
        await edge.kick("key")
        await asyncio.wait_for(watching, 1)
        assert not viewer.finished
        watching = asyncio.ensure_future(serve(edge, later.exchange("/live/live/key.flv")))
        await until(lambda: later.body == HEAD + TAG)
        assert not spared.done()
        edge.hear("on_pub_stop", PUBLISHER)
        await asyncio.wait_for(watching, 1)
        other.left.set()
        await asyncio.wait_for(spared, 1)


async def test_embedded_shows_the_origin_the_admission_that_no_viewer_knows() -> None:
    asked: list[str] = []

    def answers(path: str) -> list[bytes]:
        asked.append(path)
        return [LAL_FLV + HEAD + TAG, CUT] if "flv" in path else answer("#EXTM3U\n#EXTINF:1.000,\nkey-1-0.ts\n")

    async with origin(answers) as base:
        edge = edge_for(Settings("embedded", base, admission="secret=1"))
        edge.hear("on_pub_start", PUBLISHER)
        for path in ("/live/live/key.flv", "/hls/key.m3u8", "/hls/key-1-0.ts"):
            viewer = Viewer()
            await asyncio.wait_for(serve(edge, viewer.exchange(path, query_string=b"secret=mine")), 1)
            assert b"secret" not in viewer.body
    assert set(asked) == {f"/{path}?secret=1" for path in ("live/key.flv", "hls/key.m3u8", "hls/key-1-0.ts")}


def api(asked: list[str], **answers: object) -> Callable[[str], list[bytes]]:
    def told(path: str) -> list[bytes]:
        asked.append(path)
        return answer(json.dumps(answers.get(path.split("/")[3].partition("?")[0], {})))

    return told


async def test_srs_is_asked_to_cut_the_viewers_of_one_stream() -> None:
    asked: list[str] = []
    streams = [{"id": "s1", "url": "/live/key"}, {"id": "s2", "url": "/live/other"}]
    kinds = (("c1", "s1", "flv-play"), ("c2", "s1", "fmle-publish"), ("c3", "s2", "flv-play"))
    clients = [{"id": client, "stream": stream, "type": kind} for client, stream, kind in kinds]
    async with origin(api(asked, streams={"streams": streams}, clients={"clients": clients})) as base:
        await edge_for(Settings("srs", "http://127.0.0.1:1", base)).kick("key")
    assert asked == ["/api/v1/streams/?count=1000", "/api/v1/clients/?count=1000", "/api/v1/clients/c1"]


@pytest.mark.parametrize("api_says", ["nothing", '{"code": 1}'])
async def test_an_srs_whose_api_does_not_answer_so_cuts_nobody(api_says: str) -> None:
    async with origin(lambda _: answer(api_says)) as base:
        edge = edge_for(Settings("srs", "http://127.0.0.1:1", base))
        assert not await edge.is_live("key")
        with pytest.raises(OriginAway, match="SRS's API"):
            await edge.kick("key")


@pytest.mark.parametrize(
    ("param", "may"), [("?secret=1", True), ("?secret=2", False), ("secret=1", False), ("", False)]
)
def test_srs_is_told_who_may_publish(param: str, *, may: bool) -> None:
    edge = edge_for(Settings("srs", "http://127.0.0.1:1", admission="secret=1"))
    assert edge.hear("on_publish", {"stream": "key", "param": param}) is may
    assert not edge.hear("on_publish", {"stream": "key"})
