"""A run measured and judged again from its timelines alone, and what has changed against what was recorded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chaoslab.journal.journal import RunRecord, TrialRecord
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Judged, Verdict
from chaoslab.probes import Measurement

Said = Measurement | str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not what the journal holds: a measurement, by its probe, or words of the verdict.

    None on a side that does not have it.
    """

    trial: str
    what: str
    recorded: Said
    now: Said


def remeasured(run: RunRecord) -> RunRecord:
    """The same run with every verdict made anew; a trial that was cut short or never judged stays as it is."""
    return replace(run, trials=tuple(_again(trial) for trial in run.trials))


def differences(recorded: RunRecord, now: RunRecord) -> Iterator[Difference]:
    """What differs, trial by trial: the verdict first, then the measurements in the order of the probes' names.

    A probe that came later was not recorded, so nothing differs from it.
    """
    for old, new in zip(recorded.trials, now.trials, strict=True):
        before, after = _parts(old.verdict), _parts(new.verdict)
        for what in dict.fromkeys([*before, *after]):
            if before.get(what) != after.get(what):
                yield Difference(old.plan.id, what, before.get(what), after.get(what))
        yield from _measured_differences(old, new)


def _measured_differences(old: TrialRecord, new: TrialRecord) -> Iterator[Difference]:
    before = old.verdict.measurements if old.verdict else {}
    after = new.verdict.measurements if new.verdict else {}
    for probe in sorted(before):
        one, other = before[probe], after.get(probe)
        if one != other and _written(one) != _written(other):
            yield Difference(old.plan.id, probe, one, other)


def _again(trial: TrialRecord) -> TrialRecord:
    # A verdict without measurements is not a judge's: the lab itself could not carry the trial out.
    if trial.verdict is None or not trial.verdict.measurements:
        return trial
    return replace(trial, verdict=judge(trial.plan, trial.timeline))


def _parts(verdict: Verdict | None) -> dict[str, str]:
    """What a verdict says besides its measurements, each part by its name."""
    if verdict is None:
        return {}
    found = {"outcome": verdict.outcome.value}
    if verdict.reasons:
        found["reasons"] = _held_by_a_file("; ".join(verdict.reasons))
    for number, one in enumerate(verdict.expectations, start=1):
        found[f"expectation {number}, {one.probe} {one.declared}"] = _kept(one)
    for receipt in verdict.receipts:
        found[f"receipt of step {receipt.step + 1}, {receipt.fault}"] = (
            "witnessed" if receipt.witnessed else "not witnessed"
        )
    return found


def _kept(one: Judged) -> str:
    if one.undecided:
        return "undecided"
    return "held" if one.held else "not held"


def _written(one: Measurement | None) -> str:
    return _held_by_a_file(json.dumps(one.model_dump(mode="json"), ensure_ascii=False)) if one else ""


def _held_by_a_file(text: str) -> str:
    """A text as a journal gives it back, which holds no half of a character."""
    return text.encode("utf-8", "replace").decode()
