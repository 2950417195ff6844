"""How a trace is played: which part, how fast, in a loop or once; and how much it lets pass meanwhile."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from chaoslab.traces.toxics import bytes_per_second
from chaoslab.traces.trace import Change, Trace


@dataclass(frozen=True, slots=True)
class Schedule:
    """A trace from `start` (in its seconds) to its end, `speed` times as fast; with `loop`, it starts over at its end.

    Without it, the last change stays in force. Rates are multiplied by `scale`; `latency` milliseconds are added to
    each delay.
    """

    trace: Trace
    start: float = 0.0
    loop: bool = True
    speed: float = 1.0
    scale: float = 1.0
    latency: float = 0.0

    @property
    def round(self) -> float:
        """Seconds that one round takes at the speed of play."""
        return (self.trace.length - self.start) / self.speed

    def one_round(self) -> tuple[Change, ...]:
        """The changes of one round, the first at 0, each different from the one before it."""
        times = [row.at for row in self.trace.changes]
        first = bisect_right(times, self.start) - 1
        changes: list[Change] = []
        for row in self.trace.changes[first:]:
            if row.at >= self.trace.length:
                break
            at = max(row.at - self.start, 0.0) / self.speed
            change = Change(at, round(row.kbit_per_s * self.scale, 3), row.latency_ms + self.latency, row.jitter_ms)
            if not changes or _values(changes[-1]) != _values(change):
                changes.append(change)
        return tuple(changes)

    def changes(self) -> Iterator[Change]:
        """All changes in order, in seconds since play began; endless if it loops."""
        one_round, before = self.one_round(), None
        for turn in count() if self.loop else range(1):
            for change in one_round:
                if before is None or _values(before) != _values(change):
                    before = change
                    yield Change(turn * self.round + change.at, *_values(change))
            if len(one_round) == 1:
                return

    def stretches(self, until: float) -> tuple[tuple[float, float, Change], ...]:
        """(start, end, the change in force) of each stretch of the first `until` seconds."""
        played = list(takewhile(lambda change: change.at < until, self.changes()))
        if not played:
            return ()  # no time has passed, as when nothing was recorded since it began
        ends = [*(change.at for change in played[1:]), until]
        return tuple((change.at, end, change) for change, end in zip(played, ends, strict=True))


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
        """Bytes allowed between two of those seconds."""
        return self._until(end) - self._until(start)

    def _until(self, at: float) -> float:
        at = min(max(at, 0.0), self._at[-1])
        index = max(bisect_right(self._at, at) - 1, 0)
        return self._sum[index] + self._rate[index] * (at - self._at[index])


def _values(change: Change) -> tuple[float, float, float]:
    return change.kbit_per_s, change.latency_ms, change.jitter_ms
