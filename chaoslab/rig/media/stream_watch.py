"""The lab's own viewer of a trial's stream: what the edge serves, seen past the trial's legs and every player."""

import asyncio
import contextlib
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from chaoslab import clock
from chaoslab.rig.media.flv_stream import AUDIO, VIDEO, FlvStream, TagSeen
from chaoslab.rig.processes.background import beside
from chaoslab.timeline.events import Event, EventName, Sink
from harness.edge.upstream import Answer, Cut, OriginAway, open_get

EVERY = 0.25  # seconds between two samples, and between two attempts to be served
_OK = 200


def watched_stream(url: str, key: str, sink: Sink) -> AbstractAsyncContextManager[None]:
    """Note `stream.sampled` four times a second for as long as the edge at `url` serves the stream."""
    return beside(_watch(url, key, sink))


async def _watch(url: str, key: str, sink: Sink) -> None:
    connection = 0
    while True:
        with contextlib.suppress(OriginAway, Cut):
            async with open_get(url, f"/live/live/{key}.flv") as answer:
                if answer.status == _OK:
                    connection += 1
                    await _view(answer, Tally(connection), sink)
        await asyncio.sleep(EVERY)


async def _view(answer: Answer, tally: "Tally", sink: Sink) -> None:
    """Read to the end. Raises Cut."""
    async with beside(_sample(tally, sink)):
        stream = FlvStream()
        while piece := await answer.read():
            now = clock.now()
            tally.bytes += len(piece)
            for tag in stream.feed(piece):
                tally.count(tag, now)


async def _sample(tally: "Tally", sink: Sink) -> None:
    while True:
        await asyncio.sleep(EVERY)
        sink(Event(clock.now(), EventName.STREAM_SAMPLED, tally.take()))


@dataclass
class Tally:
    """What came on one connection since it was last asked."""

    connection: int
    pictures: int = 0
    keyframes: int = 0
    sounds: int = 0
    bytes: int = 0
    _leaps: dict[int, float] = field(default_factory=dict)
    _last: dict[int, tuple[float, float]] = field(default_factory=dict)  # of each kind: its time, and when it came

    def count(self, tag: TagSeen, now: float) -> None:
        """Count one more, which came at `now`."""
        self.pictures += tag.kind == VIDEO
        self.keyframes += tag.keyframe
        self.sounds += tag.kind == AUDIO
        if tag.kind in self._last:
            leap = _leap(self._last[tag.kind], (tag.time, now))
            if abs(leap) > abs(self._leaps.get(tag.kind, 0.0)):
                self._leaps[tag.kind] = leap
        self._last[tag.kind] = (tag.time, now)

    def take(self) -> dict[str, float]:
        """The data of a sample; counting begins anew."""
        taken: dict[str, float] = {"connection": self.connection, "pictures": self.pictures}
        taken |= {"keyframes": self.keyframes, "sounds": self.sounds, "bytes": self.bytes}
        taken |= {f"{name}_leap": round(self._leaps.get(kind, 0.0), 3) for name, kind in _TRACKS.items()}
        self.pictures = self.keyframes = self.sounds = self.bytes = 0
        self._leaps = {}
        return taken


_TRACKS = {"video": VIDEO, "audio": AUDIO}


def _leap(before: tuple[float, float], after: tuple[float, float]) -> float:
    """By how many seconds a timestamp leapt: back, or forward by more than the time that went by."""
    step, went_by = after[0] - before[0], after[1] - before[1]
    return step if step < 0 else max(step - went_by, 0.0)
