"""What a viewer meets at the edge is the same on every origin, and is what SRS does."""

import asyncio
import re
import time
from contextlib import AsyncExitStack

import psutil
import pytest

from chaoslab.rig.processes.children import wait_until
from chaoslab.timeline.events import EventName
from tests.rig.conftest import HLS_DISPOSE, Events, Stage
from tests.rig.edge_answers import can_be_decoded, flv, is_live, media_playlist, pictures, playlist_with, sequence
from tests.rig.raw_http import fetch, get

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]

STARTED, STOPPED = EventName.PUBLISHER_STARTED, EventName.PUBLISHER_STOPPED
CUT = 0.1  # seconds from the publisher's leave to the viewer's loss


async def wait_off_air(stage: Stage, key: str) -> None:
    async def off_air() -> bool:
        return not await is_live(stage, key)

    await wait_until(off_air, what=f"{key} to be off the air", within=1)


async def wait_held(stage: Stage, key: str) -> None:
    async def held() -> bool:
        async with get(flv(stage, key)) as answer:
            await answer.read(until=time.monotonic() + 0.1)
            return not answer.raw and not answer.ended_at

    await wait_until(held, what=f"viewers of {key} to be held", within=2)


async def test_flv_holds_its_header_until_a_publisher_comes_and_then_flows_in_chunks(stage: Stage) -> None:
    async with get(flv(stage, "held")) as answer:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(answer.reader.readexactly(1), 0.5)
        events = Events()
        async with stage.publisher("held", events):
            await answer.header(within=2)
            await answer.read(until=time.monotonic() + 2)
    assert answer.status == 200
    assert answer.headers["transfer-encoding"] == "chunked"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "video/x-flv"
    assert answer.body.startswith(b"FLV\x01")
    assert pictures(answer) >= 50, "the publisher's first second was withheld"
    assert b"" not in answer.chunks


async def test_a_publisher_that_stops_cuts_its_viewers_without_a_final_chunk(stage: Stage) -> None:
    delays: list[float] = []
    while not delays or (min(delays) > CUT and len(delays) < 3):  # a busy machine may be late, but not each time
        events, key = Events(), f"cut{len(delays)}"
        async with get(flv(stage, key)) as answer:
            async with stage.publisher(key, events):
                await answer.header()
                await answer.read(until=time.monotonic() + 0.5)
            await answer.read(until=time.monotonic() + 1)
        assert answer.ended_at, "the connection stayed open"
        assert b"" not in answer.chunks
        delays.append(answer.ended_at - (await events.wait(STOPPED)).at)
    assert min(delays) < CUT


async def test_new_connections_play_when_the_publisher_returns(stage: Stage) -> None:
    async with stage.publisher("back", Events()), get(flv(stage, "back")) as before:
        await before.header()
        await before.read(until=time.monotonic() + 0.3)
    await wait_held(stage, "back")  # SRS refuses viewers for the moment in which it lets go of a stream
    async with get(flv(stage, "back")) as between, stage.publisher("back", Events()):
        await between.header(within=2)
        async with get(flv(stage, "back")) as after:
            await after.header(within=2)
            await asyncio.gather(*(one.read(until=time.monotonic() + 2) for one in (between, after)))
    assert before.body.startswith(b"FLV")
    for one in (between, after):
        assert one.status == 200
        assert one.body.startswith(b"FLV\x01")
        assert can_be_decoded(one), "frames came before what they are decoded with"
        assert pictures(one) >= 28
    assert pictures(between) >= 50, "the publisher's first second was withheld"


async def test_hls_starts_soon_and_its_segments_are_transport_streams(stage: Stage) -> None:
    async with stage.publisher("hls", Events()):
        text = await playlist_with(stage, "hls", 1, within=2.5)
        names = [line for line in text.split("\n") if line and not line.startswith("#")]
        segment = await fetch(f"{stage.url}/hls/{names[-1]}")
    assert text.startswith("#EXTM3U")
    assert re.findall(r"#EXTINF:([\d.]+)", text)[0] == "1.000"
    assert not any("/" in name for name in names), "a path that is not relative leads elsewhere below /hls/"
    assert segment.status == 200
    assert segment.headers["access-control-allow-origin"] == "*"
    assert segment.body.startswith(b"G")  # the sync byte of each 188-byte packet
    assert len(segment.body) % 188 == 0
    assert len(segment.body) > 50_000


async def test_the_playlist_stays_open_after_the_stop_and_goes_on_when_the_publisher_returns(stage: Stage) -> None:
    async with stage.publisher("open", Events()):
        await playlist_with(stage, "open", 2, within=4)
    status, left = await media_playlist(stage, "open")
    await asyncio.sleep(0.5)
    assert await media_playlist(stage, "open") == (status, left) or stage.media.origin.name == "srs"
    assert status == 200
    assert "#EXT-X-ENDLIST" not in left
    async with stage.publisher("open", Events()):
        went_on = await playlist_with(stage, "open", left.count("#EXTINF") + 1, within=3)
    assert sequence(went_on) == sequence(left)
    assert re.search(r"\.ts.*\n#EXT-X-DISCONTINUITY\n#EXTINF[^\n]*\n.*\.ts[^\n]*\n?\Z", went_on)


async def test_the_playlist_is_removed_some_time_after_the_stop(stage: Stage) -> None:
    if stage.media.origin.name == "srs":
        pytest.skip("SRS keeps the files of a stream for half a minute at least")
    events = Events()
    async with stage.publisher("gone", events):
        await playlist_with(stage, "gone", 1, within=3)
    stopped = await events.wait(STOPPED)

    async def removed() -> bool:
        return (await media_playlist(stage, "gone"))[0] == 404

    await wait_until(removed, what="the playlist to be removed", within=HLS_DISPOSE + 1)
    assert time.monotonic() - stopped.at == pytest.approx(HLS_DISPOSE, abs=0.5)


@pytest.mark.parametrize("path", ["hls/nobody.m3u8", "hls/nobody-1-1.ts", "live/no/body.flv", "live/live/a%2fb.flv"])
async def test_what_is_not_there_is_404(stage: Stage, path: str) -> None:
    answer = await fetch(f"{stage.url}/{path}")
    assert answer.status == 404
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_the_api_tells_whether_a_stream_is_live(stage: Stage) -> None:
    async def live() -> bool:
        return await is_live(stage, "told")

    assert not await live()
    async with stage.publisher("told", Events()):
        await wait_until(live, what="the stream to be live", within=1)
    await wait_off_air(stage, "told")


async def test_a_viewer_that_leaves_is_gone_from_the_origin_at_once(stage: Stage) -> None:
    harness = psutil.Process(stage.media.harness.child.pid)
    port = int(stage.media.origin.http.rpartition(":")[2])

    def upstreams() -> int:
        return [one.raddr[1:] for one in harness.net_connections("tcp4")].count((port,))

    async def gone() -> bool:
        return upstreams() == 0

    async with AsyncExitStack() as viewing:
        # There before the publisher: SRS may forget a new stream that nobody waits for.
        answer = await viewing.enter_async_context(get(flv(stage, "left")))
        async with stage.publisher("left", Events()):
            await answer.header()
            assert upstreams() == 1
            await viewing.aclose()
            await wait_until(gone, what="the connection to the origin to close", within=0.5)


async def test_nothing_listens_beyond_loopback(stage: Stage) -> None:
    assert stage.media.origin.child
    for child in (stage.media.origin.child, stage.media.harness.child):
        every = psutil.Process(child.pid).net_connections("inet")
        listening = [one for one in every if one.status == psutil.CONN_LISTEN or not one.raddr]
        assert listening
        assert {one.laddr.ip for one in listening} == {"127.0.0.1"}
