"""A finished trial made by hand: a verdict, and what a page noted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.truth.trial import Trial
from chaoslab.journal.record import TrialRecord
from chaoslab.judge.verdict import Outcome, Verdict
from chaoslab.plan.model import TrialPlan
from chaoslab.probes import Measurement
from chaoslab.timeline.events import Event, EventName
from chaoslab.timeline.timeline import Timeline

ZERO = 1000.0
PAGE_BEGAN = 0.2  # seconds of the trial at which the page's own clock began
FOLDER = Path("trials/case-1")


def noted(at: float, name: str, /, **data: Any) -> Event:
    """A note of the page at so many seconds of the trial; times in it are seconds of the trial too."""
    times = {key: (value - PAGE_BEGAN) * 1000 for key, value in data.items() if isinstance(value, float)}
    data = {"now": (at - PAGE_BEGAN) * 1000, **data, **times}
    return Event(ZERO + at, EventName.MARK_MADE, {"name": name, "data": data})


def trial(*events: Event, earlier: int = 0, measured: Sequence[Measurement] = (), **verdict: Any) -> Trial:
    """A trial of 10 s."""
    around = [Event(ZERO, EventName.TRIAL_OPENED), Event(ZERO + 10, EventName.TRIAL_CLOSED)]
    timeline = Timeline.of([*around, *events])
    plan = TrialPlan(id="case-1", experiment="case-1.yaml", title="A case")
    of_probe = {measurement.name: measurement for measurement in measured}
    told = {"outcome": Outcome.PASSED, "sentence": "Nothing happened.", "measurements": of_probe, **verdict}
    tries = tuple(TrialRecord(FOLDER, plan, timeline, None) for _ in range(earlier))
    return Trial(TrialRecord(FOLDER, plan, timeline, Verdict.model_validate(told), tries))
