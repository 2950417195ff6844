"""Samples: what the lab measured of a cycle, with the uncertainty that it printed, against the truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.cycles import Cycle
from benchmarks.accuracy.truth import latency
from chaoslab.clock import CLOCK_UNCERTAINTY
from chaoslab.probes import probe
from chaoslab.timeline.timeline import Timeline

# Seconds; the uncertainty of a time that begins or ends with a stop may be as large, whatever its length: one picture,
# and the clock's own.
STOP = 1 / 30 + CLOCK_UNCERTAINTY
LONG = 0.5  # seconds; shorter times need no relative exactness
RELATIVE = 0.01
_SETTLED = 0.3  # seconds after a first picture


@dataclass(frozen=True, slots=True)
class Sample:
    """One time in seconds; `measured` is None where the lab gave none. `stops` are those that it is the sum of."""

    probe: str
    measured: float | None
    uncertainty: float
    truth: float
    stops: int = 1

    @property
    def error(self) -> float:
        """Seconds; infinite where nothing was measured."""
        return float("inf") if self.measured is None else abs(self.measured - self.truth)

    @property
    def within(self) -> bool:
        """Whether the truth lies within the uncertainty that was printed (as printed: to a tenth of a millisecond)."""
        return self.error <= self.uncertainty + 0.5e-4

    @property
    def exact(self) -> bool:
        """Whether the uncertainty is small against the time, or bounded by a picture's own length."""
        return self.truth <= LONG or self.uncertainty <= max(RELATIVE * self.truth, STOP * self.stops) + 0.5e-4


def samples(cycle: Cycle) -> Iterator[Sample]:
    """Every time of one cycle that the lab measures and the page knows."""
    truth, timeline = cycle.truth, cycle.timeline
    frozen_at = next(start for start, end in truth.freezes if end > truth.flv_lost[0])
    yield from _one("startup_time", timeline, [truth.moving_from - truth.opened_at])
    stalled = sum(end - start for start, end in truth.freezes)
    yield from _one("stall_time", timeline, [stalled], stops=len(truth.freezes))
    yield from _one("fallback_time", timeline, [truth.first_after - frozen_at])
    # The page's first word after its last picture is its first retry.
    yield from _one("time_to_detect", timeline, [truth.flv_asked[1] - frozen_at])
    yield from _one("retry_delays", timeline, _waits(truth.flv_lost, truth.flv_asked))
    yield from _one("streaming_delays", timeline, _waits(truth.socket_lost, truth.socket_asked))
    for frames in truth.frames:
        begin, end = frames[0][1] + _SETTLED, frames[-1][1]
        shown = [frame for frame in frames if frame[1] >= begin]
        yield from _one("live_latency", timeline.through(begin, end), [latency(shown, cycle.sent_from)])


def _waits(lost: Sequence[float], asked: Sequence[float]) -> list[float]:
    """From each loss to what was asked next; nothing was asked after the last one."""
    return [after - before for before, after in zip(lost, asked[1:], strict=False)]


def _one(name: str, timeline: Timeline, truths: Sequence[float], *, stops: int = 1) -> Iterator[Sample]:
    measurement = probe(name).measure(timeline)
    value = measurement.value
    values = value if isinstance(value, tuple) else (value,)
    uncertainty = measurement.uncertainty or 0.0
    for index, true in enumerate(truths):
        # If their number differs from the truth's, none of them can be believed.
        item = values[index] if len(values) == len(truths) else None
        yield Sample(name, None if item is None or isinstance(item, bool) else float(item), uncertainty, true, stops)
