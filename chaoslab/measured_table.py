"""What `measure` prints: every figure of a run, and which of them are no longer what was recorded."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chaoslab.journal import RunRecord, TrialRecord
from chaoslab.measurement import Measurement
from chaoslab.remeasure import Change
from chaoslab.report.values import measured


def show_measured(now: RunRecord, found: Sequence[Change], console: Console) -> None:
    """A table for each trial, then one line: as recorded, or how many differ and which."""
    for trial in now.trials:
        console.print(_table(trial))
    for change in found:
        text = f"{change.trial}: {change.probe}: recorded {_said(change.recorded)}, now {_said(change.now)}"
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    count = sum(len(trial.verdict.measurements) for trial in now.trials if trial.verdict)
    summary = f"{len(found)} differ from what was recorded" if found else "all as recorded"
    console.print(f"{count} measurements of {len(now.trials)} trials, {summary}", highlight=False)


def _table(trial: TrialRecord) -> Table:
    table = Table("measurement", "value", "note", title=f"{trial.plan.id}: {_outcome(trial)}", title_justify="left")
    for name, one in sorted((trial.verdict.measurements if trial.verdict else {}).items()):
        table.add_row(Text(name), Text(measured(one)), Text(one.note))
    return table


def _outcome(trial: TrialRecord) -> str:
    return trial.verdict.outcome if trial.verdict else "cut short, no verdict"


def _said(one: Measurement | None) -> str:
    if one is None:
        return "nothing"
    return measured(one) + (f" ({one.note})" if one.note else "")
