"""What a trial said, point by point, against what it had to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.truth.trial import Trial

_PRINTED = 0.5e-4  # seconds; figures are printed to a tenth of a millisecond


@dataclass(frozen=True, slots=True)
class Said:
    """One point. `what` names it with what was said and what is true; `off` is a figure's deviation."""

    what: str
    right: bool
    off: float | None = None


def outcome(trial: Trial, *allowed: str) -> Said:
    """The trial's outcome is one of these."""
    got = trial.verdict.outcome.value
    why = "; ".join(trial.verdict.reasons)
    return Said(f"outcome {got}, not {' or '.join(allowed)}{f' ({why})' if why else ''}", got in allowed)


def outcome_is_not(trial: Trial, *refused: str) -> Said:
    """The trial's outcome is none of these."""
    got = trial.verdict.outcome.value
    return Said(f"outcome {got}: {'; '.join(trial.verdict.reasons)}", got not in refused)


def value(trial: Trial, probe: str, true: object) -> Said:
    """A probe's value is exactly this; a list may be written as a list or a tuple."""
    measured = trial.measured(probe)
    got = measured.value if measured else "no such probe"
    same = (list(got) if isinstance(got, tuple | list) else got) == true
    return Said(f"{probe} {got}, in truth {true}", same)


def figure(trial: Trial, probe: str, true: float, *, within: float = 0.0) -> Said:
    """A probe's value is this, within the uncertainty that it prints or, where that is larger, a tolerance."""
    measured = trial.measured(probe)
    if measured is None or not isinstance(measured.value, int | float) or isinstance(measured.value, bool):
        note = f" ({measured.note})" if measured and measured.note else ""
        return Said(f"{probe} not measured{note}, in truth {true:.3f}", False)
    return _close(probe, float(measured.value), true, max(measured.uncertainty or 0.0, within))


def figures(trial: Trial, probe: str, true: list[float], *, within: float = 0.0) -> Iterator[Said]:
    """A list's items are these, each within its uncertainty or a tolerance, and there are as many."""
    measured = trial.measured(probe)
    got = list(measured.value) if measured and isinstance(measured.value, tuple | list) else None
    if measured is None or got is None or len(got) != len(true):
        yield Said(f"{probe} {got}, in truth {[round(item, 3) for item in true]}", False)
        return
    for index, (item, of_truth) in enumerate(zip(got, true, strict=True), start=1):
        yield _close(f"{probe}, item {index},", float(item), of_truth, max(measured.uncertainty or 0.0, within))


def _close(name: str, got: float, true: float, allowed: float) -> Said:
    off = abs(got - true)
    return Said(f"{name} {got:.3f}, in truth {true:.3f} ± {allowed:.3f}", off <= allowed + _PRINTED, off)


def agree(trial: Trial, one: str, other: str, *, within: float = 0.0) -> Said:
    """Two probes that tell of one stretch of time tell the same."""
    measured = trial.measured(one)
    if measured is None or not isinstance(measured.value, int | float):
        return Said(f"{one} not measured, so it cannot agree with {other}", False)
    said = figure(trial, other, float(measured.value), within=max(within, measured.uncertainty or 0.0))
    return Said(f"{one} and {other} differ: {said.what}", said.right)


def says(trial: Trial, pattern: str) -> Said:
    """Sentence, reasons or findings say so, as a regular expression."""
    return Said(f"nowhere says /{pattern}/: {_texts(trial)}", bool(re.search(pattern, _texts(trial), re.IGNORECASE)))


def says_not(trial: Trial, pattern: str) -> Said:
    """Neither sentence nor reasons nor findings say so."""
    return Said(f"says /{pattern}/: {_texts(trial)}", not re.search(pattern, _texts(trial), re.IGNORECASE))


def sentence_times(trial: Trial, pattern: str, true: float, *, within: float = 0.06) -> Said:
    """The first number that a pattern captures in the sentence or the reasons is this time."""
    found = re.search(pattern, _texts(trial), re.IGNORECASE)
    if found is None:
        return Said(f"nowhere says /{pattern}/ ({true:.2f} in truth): {_texts(trial)}", False)
    return _close(f"says {found[0]!r}:", float(found[1]), true, within)


def finding(trial: Trial, pattern: str) -> Said:
    """Some finding says so."""
    found = any(re.search(pattern, text, re.IGNORECASE) for text in trial.verdict.findings)
    return Said(f"no finding says /{pattern}/: {list(trial.verdict.findings)}", found)


def no_finding(trial: Trial, pattern: str = "") -> Said:
    """No finding says so; without a pattern, there is none at all."""
    found = any(re.search(pattern, text, re.IGNORECASE) for text in trial.verdict.findings)
    return Said(f"a finding says /{pattern}/: {list(trial.verdict.findings)}", not found)


def witnessed(trial: Trial, step: int = 0) -> Said:
    """The receipt of a step says that its fault was seen."""
    receipt = trial.verdict.receipts[step]
    return Said(f"{receipt.fault} was not witnessed: {receipt.detail}", receipt.witnessed)


def _texts(trial: Trial) -> str:
    verdict = trial.verdict
    return " | ".join((verdict.sentence, *verdict.reasons, *verdict.findings))
