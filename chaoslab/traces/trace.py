"""A trace: rows that say from when on a link has which rate and delay."""

from dataclasses import dataclass

FASTEST, LATEST = 10_000_000.0, 60_000.0  # kbit/s and ms: the most that a row can say
LONGEST = 604_800.0  # seconds that a trace can last; a week
MOST_ROWS = 20_000  # of one trace, because each plan holds a copy


@dataclass(frozen=True, slots=True)
class Change:
    """The link from `at` on: seconds from the beginning, 1000 bits a second, milliseconds towards the player."""

    at: float
    kbit_per_s: float
    latency_ms: float = 0.0
    jitter_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Trace:
    """Changes in order, the first at 0, and the seconds after which it is over."""

    changes: tuple[Change, ...]
    length: float


class BadTrace(Exception):
    """The content of a file is not a trace; `line` counts from 1, None if no single line is to blame."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        self.problem, self.line = problem, line
        super().__init__(problem)


def row_problem(change: Change) -> str:
    """What is wrong with one row; empty if it is fine."""
    if not 0 <= change.at <= LONGEST:
        return f"begins {change.at:g} s after the first one; the limit is {LONGEST:g} s"
    limits = (("kbit_per_s", FASTEST), ("latency_ms", LATEST), ("jitter_ms", LATEST))
    for name, most in limits:
        value = getattr(change, name)
        if not 0 <= value <= most:  # NaN fails here too
            return f"{name} is {value:g}; it must be from 0 to {most:g}"
    if change.jitter_ms > change.latency_ms:
        return f"jitter_ms is {change.jitter_ms:g}, more than the latency_ms of {change.latency_ms:g}"
    return ""


def own_length(times: tuple[float, ...]) -> float:
    """Length of a trace whose file gives none: the last row lasts as long as the one before it, a single row 1 s."""
    return times[-1] + (times[-1] - times[-2] if len(times) > 1 else 1.0)
