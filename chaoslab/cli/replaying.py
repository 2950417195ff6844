"""What `replay` does: a run's own plans again, and both runs side by side."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chaoslab.cli.commands import HowToRun, carry_out, check_targets
from chaoslab.cli.warn import warn_of_losses
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import RunRecord
from chaoslab.journal.replayed import Replay, ReplayedTrial, read_replay, replayed, write_replay
from chaoslab.run.replay import ReplayChoices, replay_plans


def replay_run(folder: Path, choices: ReplayChoices, how: HowToRun, console: Console) -> int:
    """Carry out a run's plans again, show what differs, and keep it in the new run's folder; returns the exit code."""
    check_targets(how)
    first = read_run(folder)
    warn_of_losses(first.losses)
    asked = replay_plans(first, choices)

    def compare(again: RunRecord) -> None:
        write_replay(again.folder, replayed(first, again, asked.pairs))
        if kept := read_replay(again.folder):
            show_replay(kept, console)

    told = HowToRun(
        lanes=how.lanes, out=how.out, junit=how.junit, json_file=how.json_file, retries=how.retries, beside=compare
    )
    return carry_out(asked.plans, told, console)


def show_replay(replay: Replay, console: Console) -> None:
    """Both verdicts and the drift of the steps, trial by trial, and the versions that are not the same."""
    title = Text(f"replay of {replay.of}", "table.title")
    table = Table("trial", "then", "now", "steps drifted by at most", title=title, title_justify="left")
    for trial in replay.trials:
        style = "" if trial.same else "bold"
        table.add_row(*(Text(cell, style) for cell in (trial.of, _words(trial.then), _words(trial.now), _drift(trial))))
    console.print(table)
    for version in replay.versions:
        line = f"{version.name}: {version.then or 'not there'} then, {version.now or 'not there'} now"
        console.print(Text(line), soft_wrap=True, highlight=False)


def _words(outcome: str) -> str:
    return outcome.replace("_", " ")


def _drift(trial: ReplayedTrial) -> str:
    return "–" if trial.worst_drift is None else f"{trial.worst_drift * 1000:.0f} ms"
