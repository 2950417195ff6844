"""A recovery waterfall as the report prints it: a row per stage, with its words, its figure and its bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from chaoslab.english import listed
from chaoslab.judge.fault_words import fault_named
from chaoslab.judge.waterfall import MEANINGS, Stage, Waterfall
from chaoslab.plan.model import TrialPlan
from chaoslab.report.charts.waterfall import StageBar, waterfall_bar
from chaoslab.report.trusted import own
from chaoslab.report.values import NBSP, number, titled, value_shown


@dataclass(frozen=True, slots=True)
class Row:
    """One stage; `took` is empty if the stage was not reached."""

    name: str
    meaning: str
    took: str
    note: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class WaterfallTable:
    """One disturbance: what it was, how long it took in all, and its stages."""

    title: str
    total: str
    rows: tuple[Row, ...]


def waterfall_tables(plan: TrialPlan, waterfalls: tuple[Waterfall, ...]) -> tuple[WaterfallTable, ...]:
    """One for each disturbance."""
    return tuple(WaterfallTable(_title(plan, w), _total(w), tuple(_rows(w))) for w in waterfalls)


def _title(plan: TrialPlan, waterfall: Waterfall) -> str:
    names = [fault_named(plan.steps[step]) for step in waterfall.steps if 0 <= step < len(plan.steps)]
    return f"{listed(names) or 'Fault'}, in effect from {waterfall.effective_at:.1f}{NBSP}s"


def _total(waterfall: Waterfall) -> str:
    """How long the recovery took in all, from the effect of the fault."""
    if any(stage.censored for stage in waterfall.stages.values()):
        total = sum(stage.value for stage in waterfall.stages.values() if stage.value is not None)
        return f"Not recovered within {number(total, 0.01)}{NBSP}s."
    steady, impact = waterfall.stages.get("steady", _NOT_RECORDED), waterfall.stages.get("impact", _NOT_RECORDED)
    unseen = sum(stage.hidden for stage in waterfall.stages.values())
    total = 0.0 if steady.at is None else max(steady.at - waterfall.effective_at - unseen, 0.0)
    if impact.at is None and total < _AT_ONCE:
        return "It never reached the picture."
    hidden = f", not counting {number(unseen, 0.1)}{NBSP}s in which the tab was hidden" if unseen else ""
    return f"Recovered {number(total, 0.01)}{NBSP}s after the fault took effect{hidden}."


_AT_ONCE = 0.25  # seconds
_NOT_RECORDED = Stage(value=None)


def _rows(waterfall: Waterfall) -> Iterator[Row]:
    bars = list(_bars(waterfall))
    end = max([bar.end for bar in bars] + [bar.start for bar in bars], default=waterfall.effective_at)
    begin = min([waterfall.effective_at, *(bar.end for bar in bars)])
    drawn = {bar.stage: waterfall_bar(bar, begin, end) for bar in bars}
    for name, stage in waterfall.stages.items():
        took = _took(stage)
        yield Row(titled(name), MEANINGS.get(name, ""), took, stage.note, drawn.get(name, own("")))


def _bars(waterfall: Waterfall) -> Iterator[StageBar]:
    at = waterfall.effective_at
    for name, stage in waterfall.stages.items():
        if stage.value is not None:
            yield StageBar(name, at, at + stage.value, stage.censored)
            at += stage.value


def _took(stage: Stage) -> str:
    if stage.value is None:
        return ""
    return value_shown(stage.value, "s", stage.uncertainty, censored=stage.censored)
