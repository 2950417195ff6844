"""The lab's own viewer: what it counts, what it takes for a leap, and that it comes back."""

import asyncio

import pytest

from chaoslab.rig.media.flv_stream import AUDIO, VIDEO, TagSeen
from chaoslab.rig.media.stream_watch import Tally, watched_stream
from chaoslab.timeline.events import EventName
from tests.rig.conftest import Events, Stage

SAMPLED = EventName.STREAM_SAMPLED


def test_what_came_is_counted_anew_after_each_sample() -> None:
    tally = Tally(3)
    tally.bytes += 700
    for turn in range(4):
        tally.count(TagSeen(VIDEO, turn / 30, turn == 0), turn / 30)
        tally.count(TagSeen(AUDIO, turn / 30, False), turn / 30)
    first, second = tally.take(), tally.take()
    assert first == {"connection": 3, "pictures": 4, "keyframes": 1, "sounds": 4, "bytes": 700} | NO_LEAPS
    assert second == {"connection": 3, "pictures": 0, "keyframes": 0, "sounds": 0, "bytes": 0} | NO_LEAPS


NO_LEAPS = {"video_leap": 0.0, "audio_leap": 0.0}


def leap(*seen: tuple[float, float]) -> float:
    """By how much a video track leapt whose pictures have these (times, arrivals)."""
    tally = Tally(1)
    for time, came in seen:
        tally.count(TagSeen(VIDEO, time, False), came)
    return tally.take()["video_leap"]


def test_a_leap_forward_is_more_than_the_time_that_went_by() -> None:
    assert leap((0, 0), (0.033, 0.03), (10.066, 0.07)) == pytest.approx(9.99, abs=0.01)


def test_a_leap_back_is_any_step_back() -> None:
    assert leap((10, 0), (10.033, 0.03), (4.0, 0.07), (4.03, 0.1)) == pytest.approx(-6.033)


def test_a_publisher_that_paused_and_a_burst_of_what_was_held_up_are_no_leaps() -> None:
    assert leap((0, 0), (3.0, 3.01), (3.033, 3.04)) < 0.01
    assert leap((0, 0), (0.033, 3.0), (0.066, 3.0), (0.1, 3.0)) < 0.04


@pytest.mark.lab
@pytest.mark.asyncio(loop_scope="module")
async def test_it_sees_what_the_publisher_leaves_out_and_comes_back_after_the_stream_was_away(
    embedded: Stage,
) -> None:
    events = Events()
    async with embedded.publisher("watched", events) as publisher, watched_stream(embedded.url, "watched", events):
        await events.wait(SAMPLED, count=5)
        await publisher.mute("audio")
        await events.wait(SAMPLED, count=10)
        await publisher.unmute("audio")
        await publisher.jump(20)
        await events.wait(SAMPLED, count=14)
        await publisher.stop()
        await asyncio.sleep(0.5)
        await publisher.start()
        await events.wait(SAMPLED, count=20)
    samples = [event.data for event in events.of(SAMPLED)]
    assert any(sample["keyframes"] for sample in samples[1:6])
    assert [sample["sounds"] for sample in samples[7:9]] == [0, 0] and sum(
        sample["pictures"] for sample in samples[7:9]
    ) > 0
    leaps = [(sample["video_leap"], sample["audio_leap"]) for sample in samples if sample["video_leap"] > 1]
    assert leaps == [(pytest.approx(20, abs=0.1), pytest.approx(20, abs=0.1))]
    assert {sample["connection"] for sample in samples} == {1, 2}
