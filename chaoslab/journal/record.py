"""A run and its trials as they are read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chaoslab.journal.loss import Loss
from chaoslab.judge.verdict import Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.timeline.timeline import Timeline

SHOTS = ("baseline", "fault", "recovery")


@dataclass(frozen=True)
class TrialRecord:
    """One trial as read back. `verdict` is None when the trial was cut short."""

    folder: Path
    plan: TrialPlan
    timeline: Timeline
    verdict: Verdict | None
    earlier: tuple["TrialRecord", ...] = ()  # tries in which the machine was too busy, in order
    waited_for: int | None = None  # the try that had not begun when the run was stopped; it has no folder
    losses: tuple[Loss, ...] = ()  # of this try, what could not be read
    can_be_judged: bool = True  # False when its plan says something that this version does not know


@dataclass(frozen=True)
class RunRecord:
    """A run as read back; `facts` is run.json."""

    folder: Path
    facts: Mapping[str, Any]
    trials: tuple[TrialRecord, ...]
    losses: tuple[Loss, ...] = ()  # what could not be read, of all its files
    unread: tuple[str, ...] = ()  # trials of which not even the plan could be read
