"""Frames at their times, one after the other, until they are too late or it is ended."""

import asyncio
import time
from collections.abc import Callable

_TOO_LATE = 0.5  # seconds behind its times after which an encoder that was held up starts anew at a keyframe


class RunOfFrames:
    """Calls `send` with the time of each frame, in seconds of the run.

    By callbacks of the event loop: a task that sleeps wakes the loop twice for each frame.
    """

    def __init__(self, began: float, fps: int, send: Callable[[float], None]) -> None:
        self._began, self._fps, self._send = began, fps, send
        self._loop = asyncio.get_running_loop()
        self._sent = 0
        self.ended: asyncio.Future[None] = self._loop.create_future()  # fails when `send` does
        self._next = self._loop.call_soon(self._tick)

    def end(self) -> None:
        """Send nothing more, and wake the waiting task."""
        self.stop()
        if not self.ended.done():
            self.ended.set_result(None)

    def stop(self) -> None:
        """Send nothing more."""
        self._next.cancel()

    def _tick(self) -> None:
        try:
            due = self._sent / self._fps
            if time.monotonic() - self._began - due > _TOO_LATE:
                self.end()
                return
            self._send(due)
        except BaseException as error:  # noqa: BLE001 - passed on to those who await the end of the run
            self.ended.set_exception(error)
            return
        self._sent += 1
        self._next = self._loop.call_at(self._began + self._sent / self._fps, self._tick)
