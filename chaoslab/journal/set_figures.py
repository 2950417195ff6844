"""Figures of a set: an experiment's trials taken together, as CTA-2066 aggregates sessions, and how long repair takes.

Only trials that passed or failed belong to the set: the others say nothing about the player. CTA-2066's Appendix B asks
for distributions rather than averages; they are in the report's table of all repeats.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chaoslab.journal.kaplan_meier import median_time
from chaoslab.journal.record import RunRecord
from chaoslab.judge.verdict import Outcome
from chaoslab.probes import Measurement

Measured = Mapping[str, Measurement]


@dataclass(frozen=True, slots=True)
class SetFigure:
    """One figure over `of` trials, of which `n` had it; None when none had."""

    name: str
    value: float | None
    unit: str
    n: int
    of: int
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def sets(run: RunRecord) -> dict[str, tuple[SetFigure, ...]]:
    """Experiment → its figures, for experiments with at least two trials in the set."""
    measured: dict[str, list[Measured]] = {}
    for trial in run.trials:
        if trial.verdict and trial.verdict.outcome in (Outcome.PASSED, Outcome.FAILED) and trial.verdict.measurements:
            measured.setdefault(trial.plan.experiment, []).append(trial.verdict.measurements)
    return {name: tuple(_figures(trials)) for name, trials in measured.items() if len(trials) > 1}


def _figures(trials: Sequence[Measured]) -> Iterator[SetFigure]:
    of = len(trials)
    failed = [value for trial in trials if isinstance(value := _value(trial, "playback_failed"), bool)]
    yield _mean("playback failure percentage", [100.0 * failure for failure in failed], "%", of)
    yield _mean("average initial startup time", _numbers(trials, "startup_time"), "s", of)
    yield _mean("average stalled count", _numbers(trials, "stall_count"), "", of)
    yield _share("average stalled time percentage", trials, _stalled, unit="%")
    yield _share("average playback bitrate", trials, _played, unit="kbit/s")
    yield from _repair(trials)


def _repair(trials: Sequence[Measured]) -> Iterator[SetFigure]:
    """MTTR never stands alone: it comes with how many recovered, and the Kaplan-Meier median of all."""
    measurements = [trial["time_to_recover"] for trial in trials if "time_to_recover" in trial]
    values = ((_number(measurement.value), measurement.censored) for measurement in measurements)
    times = [(value, censored) for value, censored in values if value is not None]
    if not times:
        return
    recovered = [time for time, censored in times if not censored]
    note = f"{len(recovered)} of {len(times)} recovered"
    note += "" if len(recovered) == len(times) else "; the others are left out of the mean, not of the median"
    mean = sum(recovered) / len(recovered) if recovered else None
    yield SetFigure("mean time to recover (MTTR)", mean, "s", len(recovered), len(times), note)
    median = median_time(times)
    why = "" if median is not None else "fewer than half had recovered when observation ended"
    yield SetFigure("median time to recover (Kaplan-Meier)", median, "s", len(times), len(times), why)


def _mean(name: str, values: Sequence[float], unit: str, of: int) -> SetFigure:
    return SetFigure(name, sum(values) / len(values) if values else None, unit, len(values), of)


def _share(
    name: str, trials: Sequence[Measured], parts: Callable[[Measured], tuple[float, float] | None], *, unit: str
) -> SetFigure:
    """Σ of one part over Σ of the other, as CTA-2066 defines it: not a mean of shares."""
    pairs = [pair for trial in trials if (pair := parts(trial)) is not None]
    whole = sum(second for _, second in pairs)
    return SetFigure(name, sum(first for first, _ in pairs) / whole if whole else None, unit, len(pairs), len(trials))


def _stalled(trial: Measured) -> tuple[float, float] | None:
    """(100 × stalled time, watched time)."""
    ratio, watched = _number(_value(trial, "rebuffering_ratio")), _number(_value(trial, "watched_time"))
    return None if ratio is None or watched is None else (100 * ratio * watched, watched)


def _played(trial: Measured) -> tuple[float, float] | None:
    """(kbit received, seconds played)."""
    bits, played = _number(_value(trial, "bits_received")), _number(_value(trial, "media_time"))
    return None if bits is None or played is None else (bits / 1000, played)


def _numbers(trials: Sequence[Measured], name: str) -> list[float]:
    return [value for trial in trials if (value := _number(_value(trial, name))) is not None]


def _value(trial: Measured, name: str) -> object:
    return trial[name].value if name in trial else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
