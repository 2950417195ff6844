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
        self._fps = settings.video.fps
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
        return {"mode": self._settings.mode, "fps": self._fps, "clip_frames": self._source.clip_frames}

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
        first, fps, source, say = self._frame, self._fps, self._source, self._say
        while True:
            number = self._frame
            due = (number - first) / fps
            if (wait := began + due - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            elif wait < -_TOO_LATE:
                return
            tag = source.video(number)
            messages = self._audio_until(offset + due)
            messages.append((tag.kind, round((offset + due) * 1000), tag.body))
            at = time.monotonic()
            connection.send(messages)
            say(at, EventName.PUBLISHER_FRAME_SENT, {"frame": number, "painted": number % source.clip_frames})
            self._frame = number + 1

    def _audio_until(self, seconds: float) -> list[tuple[int, int, bytes]]:
        """The audio frames that are due, so that picture and sound go out in one write."""
        messages = []
        while (at := self._audio * AUDIO_FRAME / AUDIO_RATE) <= seconds:
            tag = self._source.audio[self._audio % len(self._source.audio)]
            messages.append((tag.kind, round(at * 1000), tag.body))
            self._audio += 1
        return messages
