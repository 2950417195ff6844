"""What the templates print: every trial of a run, with its words, rows and drawings ready."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from chaoslab.conformance.check import Conformance
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.verdict import Judged, Receipt
from chaoslab.probes import Measurement, probe
from chaoslab.probes import names as probe_names
from chaoslab.report.charts.interval import interval_bar
from chaoslab.report.charts.timeline import NARROW, WIDE, legend, timeline_chart
from chaoslab.report.headline import outcome_of
from chaoslab.report.moments import Interval, intervals, moments_left_out
from chaoslab.report.observed import Observed
from chaoslab.report.shots import Album, Shot
from chaoslab.report.values import OUTCOME_NOTES, OUTCOMES, titled, why_not_passed
from chaoslab.report.waterfall import WaterfallTable, waterfall_tables
from chaoslab.timeline.events import Event, EventName

_MOST_LINES = 30
_MOST_LETTERS = 300
_GRAVE = ("exception", "assert", "error")
_LOUD = (*_GRAVE, "warning", "warn")


@dataclass(frozen=True)
class TrialView:
    """One trial, ready to be printed."""

    record: TrialRecord
    anchor: str
    outcome: str
    outcome_words: str
    outcome_note: str
    title: str
    sentence: str
    reasons: tuple[str, ...]
    wide: Markup
    narrow: Markup
    legend: tuple[tuple[str, str], ...]  # kind, words
    steps: tuple[tuple[Interval, Markup], ...]
    more_steps: int  # not shown
    waterfalls: tuple[WaterfallTable, ...]
    shots: tuple[Shot, ...]
    console: tuple[tuple[str, str, str], ...]  # time, level, text
    more_console: int  # lines not shown

    @property
    def counts(self) -> bool:
        """Whether its expectations say anything about the player."""
        return self.outcome in ("passed", "failed")

    @property
    def expectations(self) -> tuple[Judged, ...]:
        """Judged expectations; none without a verdict."""
        return self.record.verdict.expectations if self.record.verdict else ()

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """What witnesses saw."""
        return self.record.verdict.receipts if self.record.verdict else ()

    @property
    def findings(self) -> tuple[str, ...]:
        """What the player did wrong although no expectation covers it."""
        return self.record.verdict.findings if self.record.verdict else ()

    @property
    def conformance(self) -> tuple[Conformance, ...]:
        """Whether the player followed each model."""
        return self.record.verdict.conformance if self.record.verdict else ()

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """Every probe's measurement, with a value or without."""
        return tuple(self.record.verdict.measurements.values()) if self.record.verdict else ()

    @property
    def measured(self) -> tuple[Measurement, ...]:
        """Those with a value."""
        return tuple(measurement for measurement in self.measurements if measurement.value is not None)

    @property
    def unmeasured(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Why there was nothing to measure, with the measurements that share each reason."""
        why: dict[str, list[str]] = {}
        for missing in self.measurements:
            if missing.value is None:
                why.setdefault(missing.note or "nothing was seen", []).append(titled(missing.name))
        return tuple((note[:1].upper() + note[1:], tuple(names)) for note, names in why.items())


def trial_views(run: RunRecord) -> tuple[TrialView, ...]:
    """All trials in the order of the run; trials that did not pass get their screenshots first."""
    album = Album()
    shots = {id(trial): album.shots(trial) for trial in _worst_first(run.trials)}
    repeats = Counter(trial.plan.experiment for trial in run.trials)
    return tuple(
        _view(trial, n, title=_title(trial, repeats), shots=shots[id(trial)]) for n, trial in enumerate(run.trials, 1)
    )


def meaning(name: str) -> str:
    """What a probe measures, in a sentence; empty for one that this version does not know."""
    return probe(name).meaning if name in probe_names() else ""


def _worst_first(trials: Iterable[TrialRecord]) -> list[TrialRecord]:
    return sorted(trials, key=lambda trial: outcome_of(trial) == "passed")


def _title(trial: TrialRecord, repeats: Counter[str]) -> str:
    several = repeats[trial.plan.experiment] > 1
    return f"{trial.plan.title} ({trial.plan.repeat})" if several else trial.plan.title


def _view(trial: TrialRecord, number: int, *, title: str, shots: tuple[Shot, ...]) -> TrialView:
    observed = Observed(trial.plan, trial.timeline, trial.verdict.receipts if trial.verdict else ())
    outcome = outcome_of(trial)
    steps = intervals(observed)
    loud = [event for event in observed.named(EventName.CONSOLE_LOGGED) if event.data.get("level") in _LOUD]
    return TrialView(
        record=trial,
        anchor=f"trial-{number}",
        outcome=outcome,
        outcome_words=OUTCOMES[outcome],
        outcome_note=OUTCOME_NOTES.get(outcome, ""),
        title=title,
        sentence=trial.verdict.sentence if trial.verdict else _cut_short(trial, observed),
        reasons=why_not_passed(trial.verdict) if trial.verdict else (),
        wide=timeline_chart(observed, WIDE),
        narrow=timeline_chart(observed, NARROW),
        legend=legend(observed),
        steps=tuple((interval, interval_bar(interval, steps)) for interval in steps),
        more_steps=moments_left_out(observed),
        waterfalls=waterfall_tables(trial.plan, trial.verdict.waterfalls if trial.verdict else ()),
        shots=shots,
        console=tuple(_line(event, observed) for event in _most_telling(loud)),
        more_console=max(len(loud) - _MOST_LINES, 0),
    )


def _cut_short(trial: TrialRecord, observed: Observed) -> str:
    if trial.waited_for:
        return f"Interrupted while waiting for try {trial.waited_for}: no verdict."
    if not observed.timeline.events:
        return "Interrupted: no verdict. The journal contains no events of this trial."
    if not observed.named(EventName.TRIAL_OPENED):
        return "Interrupted: no verdict. The journal ends before the page was opened."
    phase = f", in the {observed.phases[-1].label} phase" if observed.phases else ""
    return f"Interrupted: no verdict. The journal ends {observed.end:.1f} s after the page was opened{phase}."


def _most_telling(loud: Sequence[Event]) -> list[Event]:
    """The first exceptions and errors, then the first warnings if there is room, in order of time."""
    grave = [event for event in loud if event.data.get("level") in _GRAVE]
    others = [event for event in loud if event.data.get("level") not in _GRAVE]
    return sorted([*grave, *others][:_MOST_LINES], key=lambda event: event.at)


def _line(event: Event, observed: Observed) -> tuple[str, str, str]:
    text = str(event.data.get("text"))
    shown = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
    return f"{observed.since(event):.2f} s", str(event.data.get("level")), shown
