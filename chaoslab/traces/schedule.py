"""How a trace is played: which part, how fast, again and again or once; and how much it lets pass meanwhile."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from chaoslab.traces.toxics import bytes_per_second
from chaoslab.traces.trace import Change, Trace


@dataclass(frozen=True, slots=True)
class Schedule:
    """A trace from `start` (its seconds) to its end, `speed` times as fast; `loop`: anew when it is over.

    Played once, its last change holds on. Rates are multiplied by `scale`; `latency` milliseconds come on top of each
    delay.
    """

    trace: Trace
    start: float = 0.0
    loop: bool = True
    speed: float = 1.0
    scale: float = 1.0
    latency: float = 0.0

    @property
    def round(self) -> float:
        """Seconds that one round takes as it is played."""
        return (self.trace.length - self.start) / self.speed

    def one_round(self) -> tuple[Change, ...]:
        """What changes in one round, the first at 0, each different from the one before."""
        times = [one.at for one in self.trace.changes]
        first = bisect_right(times, self.start) - 1
        found: list[Change] = []
        for one in self.trace.changes[first:]:
            if one.at >= self.trace.length:
                break
            at = max(one.at - self.start, 0.0) / self.speed
            told = Change(at, round(one.kbit_per_s * self.scale, 3), one.latency_ms + self.latency, one.jitter_ms)
            if not found or _says(found[-1]) != _says(told):
                found.append(told)
        return tuple(found)

    def changes(self) -> Iterator[Change]:
        """All changes in order, seconds after it began to be played; without end where it loops."""
        once, before = self.one_round(), None
        for turn in count() if self.loop else range(1):
            for one in once:
                if before is None or _says(before) != _says(one):
                    before = one
                    yield Change(turn * self.round + one.at, *_says(one))
            if len(once) == 1:
                return

    def stretches(self, until: float) -> tuple[tuple[float, float, Change], ...]:
        """(start, end, what holds) of each stretch of the first `until` seconds."""
        told: list[Change] = []
        for one in self.changes():
            if one.at >= until:
                break
            told.append(one)
        if not told:
            return ()  # of no time at all, as when nothing was noted since it began
        ends = [*(one.at for one in told[1:]), until]
        return tuple((one.at, end, one) for one, end in zip(told, ends, strict=True))


class Allowed:
    """How many bytes a schedule lets pass between two of its first `until` seconds."""

    def __init__(self, schedule: Schedule, until: float) -> None:
        self._at, self._sum, self._rate = [0.0], [0.0], [0.0]
        for start, end, change in schedule.stretches(until):
            rate = bytes_per_second(change)
            self._rate[-1] = rate
            self._at.append(end)
            self._sum.append(self._sum[-1] + rate * (end - start))
            self._rate.append(rate)

    def between(self, start: float, end: float) -> float:
        """Bytes."""
        return self._until(end) - self._until(start)

    def _until(self, at: float) -> float:
        at = min(max(at, 0.0), self._at[-1])
        index = max(bisect_right(self._at, at) - 1, 0)
        return self._sum[index] + self._rate[index] * (at - self._at[index])


def _says(one: Change) -> tuple[float, float, float]:
    return one.kbit_per_s, one.latency_ms, one.jitter_ms
