"""A run measured and judged again from its timelines alone, and what has changed against what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chaoslab.journal import RunRecord, TrialRecord
from chaoslab.judge import judge
from chaoslab.measurement import Measurement


@dataclass(frozen=True, slots=True)
class Change:
    """One measurement that is not what the journal holds; None on a side that does not have it."""

    trial: str
    probe: str
    recorded: Measurement | None
    now: Measurement | None


def remeasured(run: RunRecord) -> RunRecord:
    """The same run with every verdict made anew; a trial that was cut short or never judged stays as it is."""
    return replace(run, trials=tuple(_again(trial) for trial in run.trials))


def changes(recorded: RunRecord, now: RunRecord) -> Iterator[Change]:
    """What differs, trial by trial, in the order of the probes' names."""
    for old, new in zip(recorded.trials, now.trials, strict=True):
        before = old.verdict.measurements if old.verdict else {}
        after = new.verdict.measurements if new.verdict else {}
        for probe in sorted(before | after):
            if before.get(probe) != after.get(probe):
                yield Change(old.plan.id, probe, before.get(probe), after.get(probe))


def _again(trial: TrialRecord) -> TrialRecord:
    # A verdict without measurements is not a judge's: the lab itself could not carry the trial out.
    if trial.verdict is None or not trial.verdict.measurements:
        return trial
    return replace(trial, verdict=judge(trial.plan, trial.timeline))
