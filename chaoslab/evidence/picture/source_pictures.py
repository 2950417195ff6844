"""Content: which of the publisher's pictures each shown one is, counted across the repetitions of its clip."""

from collections.abc import Iterator
from itertools import pairwise

from chaoslab.evidence.picture.frames import STALL_AFTER, Frame, is_gap, moving, source_rate
from chaoslab.timeline.timeline import Timeline

_FASTEST = 2.0  # times the source's rate; up to that a player plays, beyond it jumps
_SLACK = 8  # pictures that may come at once after a busy moment


def skipped(before: Frame, after: Frame) -> int | None:
    """Pictures that the publisher sent between two shown ones; below 0 if the later one goes back."""
    first, second = before.place, after.place
    return None if first is None or second is None else second - first - 1 - after.unseen


def played(timeline: Timeline) -> tuple[int, int]:
    """(pictures of the source that were played, in how many pieces); skipped pictures do not count."""
    frames, rate = moving(timeline), source_rate(timeline)
    if not frames or rate is None:
        return 0, 0
    advances = list(_advances(frames, rate))
    return 1 + sum(step for step, _ in advances), 1 + sum(jumped for _, jumped in advances)


def _advances(frames: tuple[Frame, ...], rate: float) -> Iterator[tuple[int, bool]]:
    for before, after in pairwise(frames):
        between, took = skipped(before, after), after.at - before.at
        step = None if between is None else between + 1 + after.unseen
        stopped = took >= STALL_AFTER and is_gap(before, after)
        if step is not None and not stopped and 0 < step <= took * rate * _FASTEST + _SLACK:
            yield step, False
        else:
            yield 1 if stopped else after.pictures, True
