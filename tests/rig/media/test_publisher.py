"""The publisher: numbered pictures at their times, over as many connections as it takes."""

import asyncio
import io
from itertools import pairwise
from statistics import median
from typing import Any

import av
import pytest

from chaoslab import clock
from chaoslab.errors import NotReady
from chaoslab.rig.media import publisher as publisher_module
from chaoslab.rig.media.publisher import Publisher, VideoSettings, frame_code, open_publisher, prepare_clips
from chaoslab.rig.processes.children import Child, wait_until
from chaoslab.timeline.events import EventName
from chaoslab.world.encoding import Encoding
from tests.rig.conftest import Events, Stage
from tests.rig.forwarder import forwarder
from tests.rig.raw_http import get

pytestmark = [pytest.mark.lab, pytest.mark.asyncio(loop_scope="module")]

STARTED, SENT, STOPPED = EventName.PUBLISHER_STARTED, EventName.PUBLISHER_FRAME_SENT, EventName.PUBLISHER_STOPPED
REFUSED = "found no origin within 1 s: refused: (Connection reset by peer|the origin closed the connection)"


def child_of(publisher: Publisher) -> Child:
    assert publisher.child is not None
    return publisher.child


def painted_numbers(flv: bytes) -> list[int | None]:
    """What the code on each decoded picture says."""
    found = []
    with av.open(io.BytesIO(flv), "r") as container:
        for frame in container.decode(video=0):
            luma: Any = frame.to_ndarray(format="gray")
            down = frame_code.block_size(frame.width, frame.height)[1]
            across = frame.width / frame_code.ACROSS
            middles = [luma[down // 2, int(across * (block + 0.5))] for block in range(frame_code.BLOCKS)]
            found.append(frame_code.decode([int(middle > 127) for middle in middles]))
    return found


@pytest.mark.parametrize("mode", ["loop", "live"])
async def test_frames_leave_in_order_at_their_times(embedded: Stage, mode: str) -> None:
    events = Events()
    async with embedded.publisher(f"paced-{mode}", events, mode=mode):
        await events.wait(SENT, count=75)
    times = [event.at for event in events.of(SENT)]
    assert events.frames[:75] == list(range(75))
    # A busy machine makes single frames late, never early: the earliest of each stretch show the pace.
    late = [at - number / 30 for number, at in enumerate(times[:75])]
    assert min(late[50:]) - min(late[:25]) == pytest.approx(0, abs=0.02), "the clock drifts"
    assert median(after - before for before, after in pairwise(times)) == pytest.approx(1 / 30, abs=0.01)
    started = events.of(STARTED)[0]
    assert started.data["mode"] == mode
    assert started.data["fps"] == 30
    assert started.at <= times[0] <= clock.now()


@pytest.mark.parametrize("mode", ["loop", "live"])
async def test_each_picture_that_arrives_carries_the_number_that_was_sent(embedded: Stage, mode: str) -> None:
    events = Events()
    url = f"{embedded.url}/live/live/seen-{mode}.flv"
    async with get(url) as viewer, embedded.publisher(f"seen-{mode}", events, mode=mode):
        await viewer.header()
        await viewer.read(until=clock.now() + 1.6)
    seen = painted_numbers(viewer.body)
    assert len(seen) >= 15
    assert None not in seen
    assert all(later == earlier + 1 for earlier, later in pairwise(n for n in seen if n is not None))
    assert set(seen) <= {event.data["painted"] for event in events.of(SENT)}


async def test_after_a_loss_it_connects_again_and_the_numbers_go_on_from_a_keyframe(embedded: Stage) -> None:
    events = Events()
    async with forwarder(embedded.media.origin.rtmp_port) as (between, port):
        url = embedded.media.origin.ingest("lost", port=port)
        async with open_publisher(embedded.children, url, events):
            await events.wait(SENT, count=40)
            between.cut()
            lost = await events.wait(STOPPED)
            last = events.frames[-1]
            again = await events.wait(STARTED, count=2)
            await events.wait(SENT, count=len(events.frames) + 10)
    assert lost.data["reason"].startswith("lost: ")
    assert 0.4 < again.at - lost.at < 0.9
    first = next(event.data["frame"] for event in events.of(SENT) if event.at > again.at)
    assert first > last
    assert first % 30 == 0
    assert events.of(STOPPED)[-1].data == {"reason": "asked"}


async def test_an_origin_that_refuses_is_tried_again_until_it_accepts(embedded: Stage) -> None:
    events = Events()
    async with forwarder(embedded.media.origin.rtmp_port) as (between, port):
        between.open = False
        opening = open_publisher(embedded.children, embedded.media.origin.ingest("late", port=port), events)
        entering = asyncio.ensure_future(opening.__aenter__())
        refused = await events.wait(STOPPED)
        between.open = True
        await asyncio.wait_for(entering, 3)
        await opening.__aexit__(None, None, None)
    assert refused.data["reason"].startswith("refused: ")
    assert len(events.of(STOPPED)) == 2, "one refusal is said once"


async def test_without_an_origin_it_says_what_it_met(embedded: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher_module, "_START_DEADLINE", 1.0)
    async with forwarder(1) as (between, port):
        between.open = False
        with pytest.raises(NotReady, match=REFUSED):
            async with open_publisher(embedded.children, f"rtmp://127.0.0.1:{port}/live/none", Events()):
                pass


async def test_it_ends_with_the_lab(embedded: Stage) -> None:
    async def ended() -> bool:
        return not child.alive

    events = Events()
    async with embedded.publisher("orphan", events) as publisher:
        child = child_of(publisher)
        assert child.process.stdin
        child.process.stdin.close()
        await wait_until(ended, what="the publisher to end", within=10)
    assert child.process.returncode == 0
    assert events.of(STOPPED)[-1].data == {"reason": "asked"}


async def test_a_publisher_that_is_told_to_stop_and_to_start_goes_on_with_its_numbers(embedded: Stage) -> None:
    events = Events()
    async with embedded.publisher("told", events) as publisher:
        await events.wait(SENT, count=40)
        await publisher.stop()
        stopped, last = await events.wait(STOPPED), events.frames[-1]
        await publisher.start()
        again = await events.wait(STARTED, count=2)
        await events.wait(SENT, count=len(events.frames) + 10)
    assert stopped.data == {"reason": "asked"}
    assert [event for event in events.of(SENT) if stopped.at < event.at < again.at] == []
    first = next(event.data["frame"] for event in events.of(SENT) if event.at > again.at)
    assert first > last
    assert first % 30 == 0


async def test_what_a_publisher_does_already_it_is_told_in_vain(embedded: Stage) -> None:
    events = Events()
    async with embedded.publisher("twice", events) as publisher:
        await publisher.start()
        await publisher.stop()
        await publisher.stop()
        await publisher.start()
        await events.wait(STARTED, count=2)
        await events.wait(SENT, count=10)
    assert [event.data for event in events.of(STOPPED)] == [{"reason": "asked"}] * 2


async def test_a_publisher_that_is_dead_cannot_be_stopped_and_need_not_be_started(embedded: Stage) -> None:
    async with embedded.publisher("dead", Events()) as publisher:
        child_of(publisher).process.kill()
        await child_of(publisher).process.wait()
        with pytest.raises(NotReady, match="publisher ended with code -9 before the publisher to stop"):
            await publisher.stop()
        await publisher.start()
    assert "the publisher ended" in await asyncio.wait_for(publisher.gone, 1)


async def test_one_that_was_killed_is_followed_by_another_whose_numbers_go_on(embedded: Stage) -> None:
    events = Events()
    async with embedded.publisher("killed", events) as publisher:
        await events.wait(SENT, count=40)
        await publisher.kill()
        await publisher.kill()
        killed, last = clock.now(), events.frames[-1]
        assert publisher.child is None
        await publisher.revive()
        await publisher.revive()
        again = await events.wait(STARTED, count=2)
        await events.wait(SENT, count=len(events.frames) + 10)
        assert not publisher.gone.done()
    assert events.of(STOPPED)[-1].data == {"reason": "asked"}, "only the second could say that it stopped"
    assert [event for event in events.of(SENT) if killed < event.at < again.at] == []
    first = next(event.data["frame"] for event in events.of(SENT) if event.at > again.at)
    assert first > last
    assert first % 30 == 0


async def test_what_it_was_told_while_it_was_killed_is_done_by_the_next_one(embedded: Stage) -> None:
    events = Events()
    async with embedded.publisher("heir", events) as publisher:
        await publisher.kill()
        await publisher.pause()
        await publisher.revive()
        await events.wait(STARTED, count=2)
        told = len(events.of(SENT))
        await asyncio.sleep(0.5)
        assert len(events.of(SENT)) - told <= 15, "it goes on until it is told"
        quiet = len(events.of(SENT))
        await asyncio.sleep(0.5)
        assert len(events.of(SENT)) == quiet
        await publisher.resume()
        await events.wait(SENT, count=quiet + 10)


async def test_a_switch_to_another_encoding_shows_in_the_stream(embedded: Stage) -> None:
    small = VideoSettings().encoded(Encoding(size=(256, 144)))
    await prepare_clips(embedded.children, [small])
    events, url = Events(), f"{embedded.url}/live/live/switched.flv"
    async with get(url) as viewer, embedded.publisher("switched", events, also=(small,)) as publisher:
        await viewer.header()
        await viewer.read(until=clock.now() + 0.8)
        await publisher.encode(Encoding(size=(256, 144)))
        await viewer.read(until=clock.now() + 0.8)
        await publisher.encode_as_usual()
        await viewer.read(until=clock.now() + 0.8)
    with av.open(io.BytesIO(viewer.body), "r") as container:
        widths = [frame.width for frame in container.decode(video=0)]
    assert [width for width, after in pairwise([*widths, 0]) if width != after] == [640, 256, 640]
    seen = [number for number in painted_numbers(viewer.body) if number is not None]
    assert len(seen) == len(widths)
    assert set(seen) <= {event.data["painted"] for event in events.of(SENT)}
