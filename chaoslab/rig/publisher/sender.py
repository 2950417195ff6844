"""Sends a source's frames at their times, over as many connections as it takes, and says when each one went out."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from chaoslab.events import EventName
from chaoslab.rig.publisher.flv import AUDIO_FRAME, AUDIO_RATE
from chaoslab.rig.publisher.rtmp import Connection, Lost, Refused, publishing
from chaoslab.rig.publisher.settings import PublisherSettings
from chaoslab.rig.publisher.sources import Source

Say = Callable[[float, EventName, dict[str, Any]], None]
RETRY = 0.5  # seconds between attempts to connect
_TOO_LATE = 0.5  # seconds behind its times after which an encoder that was held up starts anew at a keyframe


class Sender:
    """Publishes until it is cancelled; `say` is told (lab clock, event, data) of each frame, start and stop."""

    def __init__(self, source: Source, settings: PublisherSettings, say: Say) -> None:
        self._source, self._settings, self._say = source, settings, say
        self.fps = settings.video.fps
        self._frame = 0
        self._audio = 0

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
        offset = 0.0  # seconds of this connection at which the present run of frames began
        began = time.monotonic()
        while True:
            first = self._frame = self._source.first_after(self._frame)
            connection.send([(tag.kind, round(offset * 1000), tag.body) for tag in self._source.start(first)])
            self._audio = round(offset * AUDIO_RATE / AUDIO_FRAME)
            await self._send_run(connection, began + offset, offset)
            offset = time.monotonic() - began

    async def _send_run(self, connection: Connection, began: float, offset: float) -> None:
        """Send frames at their times until they are too late."""
        run = _Run(self, connection, began, offset)
        try:
            await run.ended
        finally:
            run.stop()

    def send_frame(self, connection: Connection, seconds: float) -> None:
        """Send the next picture, whose time is `seconds` of the connection, and the sound that is due with it."""
        number = self._frame
        tag = self._source.video(number)
        messages = self._audio_until(seconds)
        messages.append((tag.kind, round(seconds * 1000), tag.body))
        at = time.monotonic()
        connection.send(messages)
        painted = number % self._source.clip_frames
        self._say(at, EventName.PUBLISHER_FRAME_SENT, {"frame": number, "painted": painted})
        self._frame = number + 1

    def _audio_until(self, seconds: float) -> list[tuple[int, int, bytes]]:
        """The audio frames that are due, so that picture and sound go out in one write."""
        messages = []
        while (at := self._audio * AUDIO_FRAME / AUDIO_RATE) <= seconds:
            tag = self._source.audio[self._audio % len(self._source.audio)]
            messages.append((tag.kind, round(at * 1000), tag.body))
            self._audio += 1
        return messages


class _Run:
    """Frames at their times, from callbacks of the event loop: a task that sleeps wakes the loop twice for each."""

    def __init__(self, sender: Sender, connection: Connection, began: float, offset: float) -> None:
        self._sender, self._connection, self._began, self._offset = sender, connection, began, offset
        self._loop = asyncio.get_running_loop()
        self._sent = 0
        self.ended: asyncio.Future[None] = self._loop.create_future()
        self._next = self._loop.call_soon(self._tick)

    def stop(self) -> None:
        """Send nothing more."""
        self._next.cancel()

    def _tick(self) -> None:
        try:
            due = self._sent / self._sender.fps
            if time.monotonic() - self._began - due > _TOO_LATE:
                self.ended.set_result(None)
                return
            self._sender.send_frame(self._connection, self._offset + due)
        except BaseException as error:  # noqa: BLE001 - whoever awaits the end of the run is to have it
            self.ended.set_exception(error)
            return
        self._sent += 1
        self._next = self._loop.call_at(self._began + self._sent / self._sender.fps, self._tick)
