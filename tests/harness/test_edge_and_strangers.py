"""What the edges know and viewers do not: how an origin is entered, who may publish, and how viewers are cut."""

import asyncio
import json
from collections.abc import Callable

import pytest

from harness.edge import edge_for, serve
from harness.edge.upstream import OriginAway
from harness.settings import Settings
from tests.harness.fakes import CUT, Viewer, origin
from tests.harness.origin_answers import HEAD, LAL_FLV, PUBLISHER, TAG, answer, until


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
