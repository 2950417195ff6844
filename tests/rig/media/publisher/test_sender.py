"""The sender on a connection that only notes: timestamps, tracks and encodings, as they are told to change."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest

from chaoslab.rig.media.publisher import sender as sender_module
from chaoslab.rig.media.publisher.flv import AUDIO, SCRIPT, VIDEO, Tag
from chaoslab.rig.media.publisher.sender import Sender
from chaoslab.rig.media.publisher.settings import PublisherSettings, VideoSettings
from chaoslab.rig.media.publisher.sources import Source
from chaoslab.timeline.events import EventName

USUAL, OTHER = VideoSettings(fps=100), VideoSettings(fps=100, bitrate=1)
SENT = EventName.PUBLISHER_FRAME_SENT


class FakeSource:
    """Keyframes each ten frames; bodies say what they are."""

    def __init__(self, name: bytes) -> None:
        self.name, self.clip_frames = name, 1000
        self.audio: tuple[Tag, ...] = (Tag(AUDIO, b"sound"),)

    def first_after(self, number: int) -> int:
        return -(-number // 10) * 10

    def start(self, number: int) -> tuple[Tag, ...]:
        return (Tag(SCRIPT, self.name), Tag(VIDEO, b"start %d" % number))

    def video(self, number: int) -> Tag:
        return Tag(VIDEO, b"%s %d" % (self.name, number))

    def painted(self, number: int) -> int:
        return number % 1000


class FakeConnection:
    """Keeps what is sent, and tells when there is enough."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, int, bytes]] = []

    def send(self, messages: list[tuple[int, int, bytes]]) -> None:
        self.sent += messages

    async def while_open(self, waiting: Coroutine[Any, Any, object]) -> None:
        await waiting

    async def end(self) -> None:
        """Nothing to take leave of."""

    def times(self, kind: int) -> list[int]:
        return [time for one, time, _ in self.sent if one == kind]

    def bodies(self, kind: int) -> list[bytes]:
        return [body for one, _, body in self.sent if one == kind]


class OnStage:
    """A sender at work on a fake connection."""

    def __init__(self, connection: FakeConnection, settings: PublisherSettings) -> None:
        self.connection, self.frames = connection, []
        sources: dict[VideoSettings, Source] = {USUAL: FakeSource(b"usual"), OTHER: FakeSource(b"other")}
        self.sender = Sender(sources, settings, self.say)

    frames: list[int]

    def say(self, at: float, name: EventName, data: dict[str, Any]) -> None:  # noqa: ARG002
        if name is SENT:
            self.frames.append(data["frame"])

    async def until(self, count: int, kind: int = VIDEO) -> None:
        """Wait for that many more messages of a kind."""
        wanted = len(self.connection.times(kind)) + count
        async with asyncio.timeout(5):
            while len(self.connection.times(kind)) < wanted:  # noqa: ASYNC110 - a list gives no signal
                await asyncio.sleep(0.002)


@asynccontextmanager
async def on_stage(monkeypatch: pytest.MonkeyPatch, **settings: Any) -> AsyncIterator[OnStage]:
    connection = FakeConnection()

    @asynccontextmanager
    async def publishing(url: str) -> AsyncIterator[FakeConnection]:
        assert url == "rtmp://here"
        yield connection

    monkeypatch.setattr(sender_module, "publishing", publishing)
    stage = OnStage(connection, PublisherSettings(video=USUAL, **settings))
    running = asyncio.ensure_future(stage.sender.run("rtmp://here"))
    try:
        yield stage
    finally:
        running.cancel()
        await asyncio.wait((running,))


async def test_timestamps_begin_where_they_are_told_to_and_numbers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch, begins_at=60.0, first=41) as stage:
        await stage.until(4)
    assert stage.connection.times(VIDEO)[1] == 60_000
    assert stage.frames[:3] == [50, 51, 52]


async def test_timestamps_leap_once_and_go_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch) as stage:
        await stage.until(5)
        stage.sender.jump(10, [AUDIO, VIDEO])
        await stage.until(10)
    for kind, usual in ((VIDEO, 10), (AUDIO, 23)):
        times = stage.connection.times(kind)[kind == VIDEO :]  # but the set-up
        leaps = [after - before for before, after in pairwise(times)]
        assert len([leap for leap in leaps if 9_000 < leap < 11_000]) == 1
        assert all(usual - 1 <= leap <= usual + 1 for leap in leaps if leap < 9_000)


async def test_one_track_can_leap_alone_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch, begins_at=5.0) as stage:
        await stage.until(3)
        stage.sender.jump(-5, [VIDEO])
        await stage.until(5)
    assert min(stage.connection.times(VIDEO)[4:]) < 1_000
    assert min(stage.connection.times(AUDIO)) >= 5_000


async def test_no_timestamp_is_below_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch) as stage:
        stage.sender.jump(-50, [VIDEO])
        await stage.until(3)
        stage.sender.jump(-50, [VIDEO])
        await stage.until(3)
    assert min(stage.connection.times(VIDEO)) == 0


async def test_while_paused_nothing_is_sent_and_then_it_goes_on_from_a_keyframe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with on_stage(monkeypatch) as stage:
        await stage.until(4)
        stage.sender.pause()
        await asyncio.sleep(0.05)
        quiet = len(stage.connection.sent)
        await asyncio.sleep(0.1)
        assert len(stage.connection.sent) == quiet
        last = stage.frames[-1]
        stage.sender.resume()
        await stage.until(4)
    first = next(number for number in stage.frames if number > last)
    assert first == -(-(last + 1) // 10) * 10
    times = stage.connection.times(VIDEO)
    assert times == sorted(times)
    assert times[-1] >= 100, "the pause is in the timestamps"


async def test_a_track_that_is_left_out_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch) as stage:
        stage.sender.leave_out(AUDIO, out=True)
        await stage.until(20)
        assert stage.connection.times(AUDIO) == []
        stage.sender.leave_out(AUDIO, out=False)
        await stage.until(2, AUDIO)
        stage.sender.leave_out(VIDEO, out=True)
        told = len(stage.frames)
        await stage.until(6, AUDIO)
        assert len(stage.frames) == told, "what is left out is not said to be sent"
        stage.sender.leave_out(VIDEO, out=False)
        await stage.until(3)
    assert stage.frames[told] % 10 == 0
    assert min(stage.connection.times(AUDIO)) >= 150, "sound goes on where it would have been"


async def test_another_encoding_begins_with_its_set_up_and_a_keyframe(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch) as stage:
        await stage.until(4)
        stage.sender.encode(OTHER)
        await stage.until(8)
        stage.sender.encode(OTHER)
        stage.sender.encode(USUAL)
        await stage.until(4)
    assert stage.connection.bodies(SCRIPT) == [b"usual", b"other", b"usual"]
    names = [body.split()[0] for body in stage.connection.bodies(VIDEO)]
    assert sorted(set(names)) == [b"other", b"start", b"usual"]
    first = next(int(body.split()[1]) for body in stage.connection.bodies(VIDEO) if body.startswith(b"other"))
    assert first % 10 == 0
    times = stage.connection.times(VIDEO)
    assert times == sorted(times)


async def test_an_encoding_that_nobody_prepared_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(monkeypatch) as stage:
        with pytest.raises(KeyError):
            stage.sender.encode(VideoSettings(fps=99))
