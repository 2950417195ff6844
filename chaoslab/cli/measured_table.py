"""What `measure` prints: every figure of a run, and what is no longer as it was recorded."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chaoslab.journal.journal import RunRecord, TrialRecord
from chaoslab.journal.remeasure import Difference, Said
from chaoslab.report.values import measured


def show_measured(now: RunRecord, found: Sequence[Difference], console: Console) -> None:
    """A table for each trial, then one line: as recorded, or how much differs."""
    for trial in now.trials:
        console.print(_table(trial))
    for difference in found:
        text = (
            f"{difference.trial}: {difference.what}: recorded {_said(difference.recorded)}, now {_said(difference.now)}"
        )
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    count = sum(len(trial.verdict.measurements) for trial in now.trials if trial.verdict)
    differences = f"{len(found)} difference{'' if len(found) == 1 else 's'} from what was recorded"
    summary = differences if found else "all as recorded"
    console.print(f"{count} measurements of {len(now.trials)} trials, {summary}", highlight=False)


def _table(trial: TrialRecord) -> Table:
    title = Text(f"{trial.plan.id}: {_outcome(trial)}", "table.title")
    table = Table("measurement", "value", "note", title=title, title_justify="left")
    for name, one in sorted((trial.verdict.measurements if trial.verdict else {}).items()):
        table.add_row(Text(name), Text(measured(one)), Text(one.note))
    return table


def _outcome(trial: TrialRecord) -> str:
    if trial.verdict:
        return trial.verdict.outcome
    return f"waited for try {trial.waited_for}, no verdict" if trial.waited_for else "cut short, no verdict"


def _said(one: Said) -> str:
    if one is None or isinstance(one, str):
        return one or "nothing"
    return measured(one) + (f" ({one.note})" if one.note else "")
