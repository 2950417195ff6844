"""One set-up at a time: a lock that the system frees however its holder ends, and signals that end it cleanly."""

import fcntl
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from chaoslab.errors import EnvironmentLacks
from chaoslab.setup import places


@contextmanager
def alone(say: Callable[[str], None]) -> Iterator[None]:
    """Hold the clone's set-up lock, waiting for its holder. Raises EnvironmentLacks when it cannot be created."""
    with _lock_file() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            say(f"· waiting for another ./lab (process {lock.read().strip()}), which is setting up …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _lock_file() -> TextIO:
    try:
        places.LAB.mkdir(exist_ok=True)
        return (places.LAB / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        why = f"{error.filename} cannot be written: {error.strerror}"
        raise EnvironmentLacks(f"{why}; run ./lab as the owner of {places.ROOT}, or in a clone of your own") from error


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Make SIGTERM and SIGHUP raise SystemExit with 128 + their number, so that clean-up runs as after Ctrl-C."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
