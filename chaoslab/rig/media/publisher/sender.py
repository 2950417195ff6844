"""Sends a source's frames at their times, over as many connections as it takes, and says when each one went out."""

import asyncio
import math
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from chaoslab.rig.media.publisher.flv import AUDIO, AUDIO_FRAME, AUDIO_RATE, VIDEO
from chaoslab.rig.media.publisher.rtmp import Connection, Lost, Refused, publishing
from chaoslab.rig.media.publisher.run_of_frames import RunOfFrames
from chaoslab.rig.media.publisher.settings import PublisherSettings, VideoSettings
from chaoslab.rig.media.publisher.sources import Source
from chaoslab.timeline.events import EventName

Say = Callable[[float, EventName, dict[str, Any]], None]
RETRY = 0.5  # seconds between attempts to connect


class Sender:
    """Publishes until it is cancelled; `say` gets (lab clock, event, data) for each frame, start and stop.

    `sources` has one for each encoding that it can switch to.
    """

    def __init__(self, sources: Mapping[VideoSettings, Source], settings: PublisherSettings, say: Say) -> None:
        self._sources, self._settings, self._say = sources, settings, say
        self._source = sources[settings.video]
        self.fps = settings.video.fps
        self._frame = settings.first
        self._audio = 0
        self._leaps = {AUDIO: 0.0, VIDEO: 0.0}  # seconds that the timestamps of this connection have leapt
        self._left_out: set[int] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._run: RunOfFrames | None = None

    async def run(self, url: str) -> None:
        """Connect, send, and connect again 0.5 s after each loss."""
        refused = ""
        while True:
            try:
                async with publishing(url) as connection:
                    await self._publish(connection)
            except Refused as error:
                if str(error) != refused:
                    self._say(time.monotonic(), EventName.PUBLISHER_STOPPED, {"reason": f"refused: {error}"})
                refused = str(error)
            else:
                refused = ""
            await asyncio.sleep(RETRY)

    def pause(self) -> None:
        """Send nothing more, and stay connected."""
        self._flowing.clear()
        self._end_run()

    def resume(self) -> None:
        """Go on from the next keyframe, with timestamps as if nothing had been."""
        self._flowing.set()

    def jump(self, seconds: float, kinds: Iterable[int]) -> None:
        """Let the timestamps of those kinds leap, once; the next connection knows nothing of it."""
        for kind in kinds:
            self._leaps[kind] += seconds

    def leave_out(self, kind: int, *, out: bool) -> None:
        """Send no sound, or no picture, until told otherwise; what comes back begins with a keyframe."""
        (self._left_out.add if out else self._left_out.discard)(kind)
        if kind == VIDEO and not out:
            self._end_run()

    def encode(self, video: VideoSettings) -> None:
        """Go on with another encoding, from a keyframe of it. Raises KeyError for one that was not prepared."""
        if (source := self._sources[video]) is not self._source:
            self._source = source
            self._end_run()

    async def _publish(self, connection: Connection) -> None:
        self._say(time.monotonic(), EventName.PUBLISHER_STARTED, self._facts())
        try:
            await self._send_all(connection)
        except Lost as error:
            self._say(time.monotonic(), EventName.PUBLISHER_STOPPED, {"reason": f"lost: {error}"})
        except asyncio.CancelledError:
            self._say(time.monotonic(), EventName.PUBLISHER_STOPPED, {"reason": "asked"})
            await connection.end()
            raise

    def _facts(self) -> dict[str, Any]:
        return {"mode": self._settings.mode, "fps": self.fps, "clip_frames": self._source.clip_frames}

    async def _send_all(self, connection: Connection) -> None:
        self._leaps = dict.fromkeys(self._leaps, 0.0)
        began = time.monotonic()
        offset = 0.0  # seconds of this connection at which the present run of frames begins
        while True:
            if not self._flowing.is_set():
                await connection.while_open(self._flowing.wait())
                offset = time.monotonic() - began
            first = self._frame = self._source.first_after(self._frame)
            connection.send([self._message(tag.kind, offset, tag.body) for tag in self._source.start(first)])
            self._audio = math.ceil(offset * AUDIO_RATE / AUDIO_FRAME)
            await self._send_run(connection, began + offset, offset)
            offset = time.monotonic() - began

    async def _send_run(self, connection: Connection, began: float, offset: float) -> None:
        """Send frames at their times until they are too late, or others are asked for."""
        self._run = RunOfFrames(began, self.fps, lambda due: self._send_frame(connection, offset + due))
        try:
            await self._run.ended
        finally:
            self._run.stop()
            self._run = None

    def _end_run(self) -> None:
        if self._run is not None:
            self._run.end()

    def _send_frame(self, connection: Connection, seconds: float) -> None:
        """Send the next picture, whose time is `seconds` of the connection, and the sound that is due with it."""
        number = self._frame
        messages = self._audio_until(seconds)
        self._frame = number + 1
        if VIDEO in self._left_out:
            connection.send(messages)
            return
        tag = self._source.video(number)
        messages.append(self._message(tag.kind, seconds, tag.body))
        at = time.monotonic()
        connection.send(messages)
        painted = self._source.painted(number)
        self._say(at, EventName.PUBLISHER_FRAME_SENT, {"frame": number, "painted": painted})

    def _audio_until(self, seconds: float) -> list[tuple[int, int, bytes]]:
        """The audio frames that are due, so that picture and sound go out in one write."""
        messages = []
        while (at := self._audio * AUDIO_FRAME / AUDIO_RATE) <= seconds:
            tag = self._source.audio[self._audio % len(self._source.audio)]
            if tag.kind not in self._left_out:
                messages.append(self._message(tag.kind, at, tag.body))
            self._audio += 1
        return messages

    def _message(self, kind: int, seconds: float, body: bytes) -> tuple[int, int, bytes]:
        leap = self._leaps[AUDIO if kind == AUDIO else VIDEO]
        return kind, max(round((self._settings.begins_at + seconds + leap) * 1000), 0), body
