"""The times that the page itself noted, put on the lab clock by the fastest of many round trips.

That is another way than the lab's own, which reads the start of the navigation over the DevTools protocol.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks.accuracy.script import FPS
from chaoslab import clock
from chaoslab.rig.browser.browser import Browser

_ROUND_TRIPS = 30
_MOVES_WITHIN = 0.1  # seconds, as docs/how-it-measures.md defines startup
_FREEZE = 0.25  # seconds, as it defines a stall


@dataclass(frozen=True, slots=True)
class PageTime:
    """The page's clock at one instant of the lab clock, and by how many seconds that may be wrong."""

    lab: float
    page_ms: float
    half_width: float

    def on_lab_clock(self, page_ms: float) -> float:
        """A reading of performance.now() in lab-clock seconds."""
        return self.lab + (page_ms - self.page_ms) / 1000


@dataclass(frozen=True, slots=True)
class Truth:
    """Lab-clock seconds. `frames` are (number, written at) of the pictures before and after the switch to HLS."""

    opened_at: float
    frames: tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]]
    flv_asked: tuple[float, ...]
    flv_lost: tuple[float, ...]
    socket_asked: tuple[float, ...]
    socket_lost: tuple[float, ...]
    ended_at: float

    @property
    def written(self) -> tuple[float, ...]:
        """When each picture was written, in order."""
        return tuple(at for frames in self.frames for _, at in frames)

    @property
    def moving_from(self) -> float:
        """The first picture that moved on: on a busy machine the page itself may be late with the second one."""
        return next(at for at, after in pairwise(self.written) if after - at < _MOVES_WITHIN)

    @property
    def freezes(self) -> tuple[tuple[float, float], ...]:
        """Last picture before and first one after each stretch of 250 ms or more without one, once it moved."""
        moving = [at for at in self.written if at >= self.moving_from]
        return tuple((at, after) for at, after in pairwise(moving) if after - at >= _FREEZE)

    @property
    def first_after(self) -> float:
        """The first picture after it."""
        return self.frames[1][0][1]


async def page_time(browser: Browser) -> PageTime:
    """The page's clock by the fastest of some round trips."""
    best = PageTime(0.0, 0.0, float("inf"))
    for _ in range(_ROUND_TRIPS):
        sent = clock.now()
        answer = await browser.session.send("Runtime.evaluate", {"expression": "performance.now()"})
        half = (clock.now() - sent) / 2
        if half < best.half_width:
            best = PageTime(sent + half, answer["result"]["value"], half)
    return best


def truth_of(report: dict[str, Any], opened_at: float, at: PageTime) -> Truth:
    """What a page reported, on the lab clock."""
    before, after = (tuple((n, at.on_lab_clock(ms)) for n, ms in frames) for frames in report["frames"])
    return Truth(
        opened_at=opened_at,
        frames=(before, after),
        flv_asked=_times(report["flvAsked"], at),
        flv_lost=_times(report["flvLost"], at),
        socket_asked=_times(report["socketAsked"], at),
        socket_lost=_times(report["socketLost"], at),
        ended_at=at.on_lab_clock(report["ended"]),
    )


def latency(frames: Sequence[tuple[int, float]], sent_from: float) -> float:
    """Median seconds from the send of each picture to its writing; number 0 was sent at `sent_from`."""
    return median(at - (sent_from + number / FPS) for number, at in frames)


def _times(times: Sequence[float], at: PageTime) -> tuple[float, ...]:
    return tuple(at.on_lab_clock(ms) for ms in times)
