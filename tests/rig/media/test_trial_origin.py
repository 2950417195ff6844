"""What faults do to an origin is the same on every one, as a viewer meets it at the edge."""

import asyncio
import time

import pytest

from chaoslab.rig.media.trial_origin import trial_origin
from chaoslab.rig.processes.children import wait_until
from chaoslab.timeline.events import EventName
from tests.rig.conftest import Events, Stage
from tests.rig.edge_answers import can_be_decoded, flv, is_live, media_playlist, pictures, playlist_with, sequence
from tests.rig.raw_http import Answer, fetch, get

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]

STARTED = EventName.PUBLISHER_STARTED


async def test_a_viewer_who_is_kicked_is_cut_without_a_final_chunk_and_served_again(stage: Stage) -> None:
    async with stage.publisher("kicked", Events()), get(flv(stage, "kicked")) as answer:
        await answer.header(within=3)
        await trial_origin(stage.media, "kicked").kick_viewers()
        await answer.read(until=time.monotonic() + 5)  # SRS takes two seconds
        assert answer.ended_at, "the connection stayed open"
        assert b"" not in answer.chunks
        async with get(flv(stage, "kicked")) as after:
            await after.header(within=3)
            await after.read(until=time.monotonic() + 1.5)  # a keyframe comes each second
    assert pictures(after) > 0
    assert not after.ended_at


async def test_viewers_of_another_stream_are_not_kicked(stage: Stage) -> None:
    async with stage.publisher("spared", Events()), get(flv(stage, "spared")) as answer:
        await answer.header(within=3)
        await trial_origin(stage.media, "somebody").kick_viewers()
        await answer.read(until=time.monotonic() + 3)
        assert not answer.ended_at


async def test_a_dead_origin_cuts_its_viewers_and_is_no_gateway_until_another_one_takes_its_place(stage: Stage) -> None:
    events, origin = Events(), trial_origin(stage.media, "dead")
    async with stage.publisher("dead", events):
        await playlist_with(stage, "dead", 2, within=4)
        async with get(flv(stage, "dead")) as before:
            await before.header(within=3)
            await origin.kill()
            await before.read(until=time.monotonic() + 1)
        assert before.ended_at and b"" not in before.chunks
        for path in ("live/live/dead.flv", "hls/dead.m3u8"):
            assert (await fetch(f"{stage.url}/{path}")).status == 502
        assert not await is_live(stage, "dead")
        assert not origin.gone.done()
        await origin.start()
        await events.wait(STARTED, count=2)
        async with get(flv(stage, "dead")) as after:
            await after.header(within=3)
            await after.read(until=time.monotonic() + 1.5)
        assert pictures(after) > 15 and can_be_decoded(after) and not after.ended_at
        assert await is_live(stage, "dead")
    assert events.frames == sorted(set(events.frames)), "frame numbers go on"


async def test_the_hls_of_a_new_origin_begins_anew_when_the_publisher_is_back(stage: Stage) -> None:
    events, origin = Events(), trial_origin(stage.media, "anew")
    async with stage.publisher("anew", events):
        await playlist_with(stage, "anew", 3, within=5)
        await origin.kill()
        await origin.start()
        # Nobody may ask before: SRS then writes the HLS of the stream under the name that was asked for.
        await events.wait(STARTED, count=2)

        async def began_anew() -> bool:
            text = (await media_playlist(stage, "anew"))[1]
            return sequence(text) == 0 and text.count("#EXTINF") == 1 and "#EXT-X-DISCONTINUITY" in text

        await wait_until(began_anew, what="a playlist that begins anew", within=5, every=0.05)


async def until_silent(answer: Answer) -> None:
    """Take in what is still on its way, until nothing has come for 0.3 s."""
    async with asyncio.timeout(5):
        before = -1
        while len(answer.raw) > before:
            before = len(answer.raw)
            await answer.read(until=time.monotonic() + 0.3)


async def test_a_stopped_origin_answers_nobody_and_goes_on_when_it_is_woken(stage: Stage) -> None:
    events, origin = Events(), trial_origin(stage.media, "still")
    async with stage.publisher("still", events), get(flv(stage, "still")) as answer:
        await answer.header(within=3)
        await answer.read(until=time.monotonic() + 0.5)
        await origin.pause()
        await until_silent(answer)
        before = len(answer.body)
        await answer.read(until=time.monotonic() + 1)
        assert len(answer.body) == before and not answer.ended_at
        await origin.resume()
        await answer.read(until=time.monotonic() + 1)
        assert len(answer.body) > before and not answer.ended_at
    assert len(events.of(STARTED)) == 1
