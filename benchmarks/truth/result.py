"""The result of a case: how many rounds were right, how far figures were off, and the first round that was wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.truth.case import Case
from benchmarks.truth.said import Said
from benchmarks.truth.trial import NotPlayed, Trial


@dataclass(frozen=True, slots=True)
class Round:
    """One round. `spoilt` counts earlier tries that machine or browser spoilt; if `busy`, so did they the last one."""

    folder: Path
    said: tuple[Said, ...]
    spoilt: int = 0
    busy: bool = False

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was not right."""
        return () if self.busy else tuple(said.what for said in self.said if not said.right)

    @property
    def worst(self) -> Said | None:
        """The figure that is furthest from the truth."""
        figures = [said for said in self.said if said.off is not None]
        return max(figures, key=lambda said: said.off or 0.0, default=None)


@dataclass(frozen=True, slots=True)
class Result:
    """All rounds of a case."""

    case: Case
    rounds: tuple[Round, ...]

    @property
    def counted(self) -> tuple[Round, ...]:
        """Those that were not spoilt."""
        return tuple(one for one in self.rounds if not one.busy)

    @property
    def right(self) -> int:
        """How many of them were right in all."""
        return sum(not one.wrong for one in self.counted)

    @property
    def fine(self) -> bool:
        """Whether there was one, and all were right."""
        return bool(self.counted) and self.right == len(self.counted)

    def lines(self) -> Iterable[str]:
        """One line, and the first round that was wrong with its journal."""
        spoilt = sum(one.spoilt for one in self.rounds) + sum(one.busy for one in self.rounds)
        worst = max((one.worst.off or 0.0 for one in self.counted if one.worst), default=None)
        off = "" if worst is None else f", at worst {worst:.3f} off"
        busy = f"; {spoilt} spoilt tries" if spoilt else ""
        mark = "right" if self.fine else "WRONG"
        yield f"{mark} {self.case.name}: {self.right} of {len(self.counted)}{off}{busy}"
        for one in (one for one in self.counted if one.wrong):
            yield f"      {one.folder}"
            yield from (f"      - {what}" for what in one.wrong)
            return


def round_of(case: Case, trial: Trial) -> Round:
    """What a trial said, against the truth of its case."""
    record = trial.record
    spoilt = len(record.earlier)
    if record.verdict is not None and record.verdict.worth_another_try:
        return Round(record.folder, (), spoilt, busy=True)
    return Round(record.folder, _said(case, trial), spoilt)


def _said(case: Case, trial: Trial) -> tuple[Said, ...]:
    said: list[Said] = []
    try:
        said.extend(case.truth(trial))
    except NotPlayed as error:
        verdict = trial.record.verdict
        said.append(Said(f"{error} ({'; '.join(verdict.reasons) if verdict else 'no verdict'})", False))
    return tuple(said)


def result_of(case: Case, trials: Sequence[Trial]) -> Result:
    """The result of all trials of a case."""
    return Result(case, tuple(round_of(case, trial) for trial in trials))
