"""Measures and judges a run again from its timelines alone, and finds what differs from the record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.judge import judge
from chaoslab.judge.verdict import Judged, Verdict
from chaoslab.probes import Measurement

Side = Measurement | str | None  # what one side of a difference holds


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs from the journal: a measurement, by its probe, or a part of the verdict.

    None on a side that does not have it.
    """

    trial: str
    what: str
    recorded: Side
    now: Side


def remeasured(run: RunRecord) -> RunRecord:
    """The same run with every verdict judged again; what was cut short, never judged or cannot be stays as it is."""
    return replace(run, trials=tuple(_again(trial) for trial in run.trials))


def differences(recorded: RunRecord, now: RunRecord) -> Iterator[Difference]:
    """What differs, trial by trial: the verdict first, then the measurements in the order of the probes' names.

    A probe that came later was not recorded, so nothing differs from it, nor from a note where none was recorded.
    """
    for old, new in zip(recorded.trials, now.trials, strict=True):
        before, after = _parts(old.verdict), _parts(new.verdict)
        for part in dict.fromkeys([*before, *after]):
            if before.get(part) != after.get(part):
                yield Difference(old.plan.id, part, before.get(part), after.get(part))
        yield from _measured_differences(old, new)


def _measured_differences(old: TrialRecord, new: TrialRecord) -> Iterator[Difference]:
    before = old.verdict.measurements if old.verdict else {}
    after = new.verdict.measurements if new.verdict else {}
    for probe in sorted(before):
        recorded, now = before[probe], after.get(probe)
        if now is None or differs(recorded, now):
            yield Difference(old.plan.id, probe, recorded, now)


def differs(recorded: Measurement, now: Measurement) -> bool:
    """Whether a measurement differs from the recorded one, other than by a note where none was recorded."""
    alike = now if recorded.note else now.model_copy(update={"note": ""})
    return recorded != alike and _written(recorded) != _written(alike)


def _again(trial: TrialRecord) -> TrialRecord:
    # A verdict without measurements was not judged: the lab could not carry the trial out.
    if trial.verdict is None or not trial.verdict.measurements or not trial.can_be_judged:
        return trial
    return replace(trial, verdict=judge(trial.plan, trial.timeline))


def _parts(verdict: Verdict | None) -> dict[str, str]:
    """The parts of a verdict besides its measurements, by name."""
    if verdict is None:
        return {}
    parts = {"outcome": verdict.outcome.value}
    if verdict.reasons:
        parts["reasons"] = _as_stored("; ".join(verdict.reasons))
    for number, judged in enumerate(verdict.expectations, start=1):
        parts[f"expectation {number}, {judged.probe} {judged.declared}"] = _kept(judged)
    for receipt in verdict.receipts:
        parts[f"receipt of step {receipt.step + 1}, {receipt.fault}"] = (
            "witnessed" if receipt.witnessed else "not witnessed"
        )
    return parts


def _kept(judged: Judged) -> str:
    if judged.undecided:
        return "undecided"
    return "held" if judged.held else "not held"


def _written(measurement: Measurement) -> str:
    return _as_stored(json.dumps(measurement.model_dump(mode="json"), ensure_ascii=False))


def _as_stored(text: str) -> str:
    """A text as a journal gives it back: without lone surrogates."""
    return text.encode("utf-8", "replace").decode()
