"""What became of the journal of a run that was killed: every line that was on disk must be read back, in its place."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from chaoslab.errors import NoSuchRun
from chaoslab.journal.reading import read_run
from chaoslab.report.html import write_report
from chaoslab.timeline.events import EventName

Lines = Mapping[str, list[str]]  # name of the trial → whole lines of its timeline


def on_disk(run: Path) -> dict[str, list[str]]:
    """Every whole line of every timeline, as it is now."""
    return {path.parent.name: _whole_lines(path) for path in sorted(run.glob("trials/*/timeline.jsonl"))}


def journal_losses(run: Path, before: Lines) -> list[str]:
    """What was on disk and is not read back, or what keeps the run from being reported, in words."""
    return list(_losses(run, before))


def unlifted(run: Path) -> list[str]:
    """Steps that were injected and neither lifted nor said to be stuck."""
    if not (run / "run.json").exists():
        return []
    problems = []
    for trial in read_run(run).trials:
        ended = {event.data["step"] for event in trial.timeline.named(EventName.FAULT_LIFTED, EventName.FAULT_STUCK)}
        begun = {event.data["step"] for event in trial.timeline.named(EventName.FAULT_INJECTED)}
        problems += [f"step {step + 1} of {trial.plan.id} was never lifted" for step in sorted(begun - ended)]
    return problems


def _losses(run: Path, before: Lines) -> Iterator[str]:
    if not any(before.values()) and not (run / "trials").exists():
        return  # nothing had begun, and nothing is kept of that
    now = on_disk(run)
    for name, lines in before.items():
        if now.get(name, [])[: len(lines)] != lines:
            yield f"{name}: its first {len(lines)} lines are not what they were"
    try:
        record = read_run(run)
        write_report(record, run / "again.html")
    except NoSuchRun as error:
        yield str(error)
        return
    read = {trial.folder.name: len(trial.timeline.events) for trial in record.trials}
    for name, lines in now.items():
        if read.get(name, 0) < (there := _of_the_trial(lines)):
            yield f"{name}: {there} lines, but {read.get(name, 0)} events are read"


def _of_the_trial(lines: Sequence[str]) -> int:
    """How many lines a reader takes: what comes after the trial was closed is left out, but for pictures."""
    events = [event if isinstance(event := _parsed(line), dict) else {} for line in lines]
    closed = next((event["at"] for event in events if event.get("name") == EventName.TRIAL_CLOSED.value), math.inf)
    return sum(event.get("at", 0) <= closed or event["name"] == EventName.SHOT_TAKEN.value for event in events)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _whole_lines(path: Path) -> list[str]:
    """Without a last line that is being written."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]
