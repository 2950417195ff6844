"""What `measure` prints: every figure of a run, and what differs from the record."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chaoslab.english import counted
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.journal.remeasure import Difference, Side
from chaoslab.report.values import measured


def show_measured(now: RunRecord, differences: Sequence[Difference], console: Console) -> None:
    """A table for each trial, then one line: as recorded, or how much differs."""
    for trial in now.trials:
        console.print(_table(trial))
    for difference in differences:
        sides = f"recorded {_in_words(difference.recorded)}, now {_in_words(difference.now)}"
        text = f"{difference.trial}: {difference.what}: {sides}"
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    count = sum(len(trial.verdict.measurements) for trial in now.trials if trial.verdict)
    changed = f"{counted(len(differences), 'difference')} from what was recorded"
    summary = changed if differences else "all as recorded"
    console.print(f"{counted(count, 'measurement')} of {counted(len(now.trials), 'trial')}, {summary}", highlight=False)


def _table(trial: TrialRecord) -> Table:
    title = Text(f"{trial.plan.id}: {_outcome(trial)}", "table.title")
    table = Table("measurement", "value", "note", title=title, title_justify="left")
    for name, measurement in sorted((trial.verdict.measurements if trial.verdict else {}).items()):
        table.add_row(Text(name), Text(measured(measurement)), Text(measurement.note))
    return table


def _outcome(trial: TrialRecord) -> str:
    if trial.verdict:
        return trial.verdict.outcome
    return f"waited for try {trial.waited_for}, no verdict" if trial.waited_for else "cut short, no verdict"


def _in_words(side: Side) -> str:
    if side is None or isinstance(side, str):
        return side or "nothing"
    return measured(side) + (f" ({side.note})" if side.note else "")
