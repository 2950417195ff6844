"""What `run` and `demo` do: load, plan, carry out, write."""

import os
import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from chaoslab import machine
from chaoslab.claims_standing import as_json, newest_standings, standings
from chaoslab.claims_table import show_claims
from chaoslab.errors import FaultStuck, InternalError, LabError, UsageError, gravest, is_the_systems
from chaoslab.experiment import find, load
from chaoslab.interrupts import run_interruptible
from chaoslab.journal import read_run, write_json
from chaoslab.measured_table import show_measured
from chaoslab.plan import Choices, read_plans
from chaoslab.players.build import build_players
from chaoslab.progress import Progress
from chaoslab.remeasure import changes, remeasured
from chaoslab.report.html import write_report
from chaoslab.report.junit import write_junit
from chaoslab.run import RETRIES, Run, command_line, new_folder
from chaoslab.summary import summary


@dataclass(frozen=True)
class RunRequest:
    """The words of a `run`."""

    paths: tuple[Path, ...]
    choices: Choices
    lanes: str = "1"
    out: Path | None = None
    junit: Path | None = None
    json_file: Path | None = None
    retries: int = RETRIES


def run_experiments(request: RunRequest, console: Console) -> int:
    """Carry out a run and write everything that was asked for; returns the exit code."""
    plans = read_plans(request.paths, request.choices)
    build_players(plan.rig.spec for plan in plans)
    lanes = lane_count(request.lanes)
    for flag, target in (("--junit", request.junit), ("--json", request.json_file)):
        _check_writable(flag, target)
    folder = new_folder(request.out)
    progress = Progress(console, len(plans))
    run = Run(folder, plans, command_line(), progress, retries=request.retries)
    try:
        try:
            with progress.shown():
                run_interruptible(run.carry_out(lanes))
        except BaseException:
            _leave(folder, request, console)
            raise
        _write(folder, request, console)
    except (Exception, BaseExceptionGroup) as error:
        if (worst := _worst(error, run)) is error:
            raise
        raise worst from error
    return run.exit_code


def measure_again(folder: Path, json_file: Path | None, console: Console) -> None:
    """Measure a run again from its timelines; its own journal is left as it is."""
    _check_writable("--json", json_file)
    recorded = read_run(folder)
    now = remeasured(recorded)
    show_measured(now, tuple(changes(recorded, now)), console)
    if json_file:
        write_json(json_file, summary(now))


def list_claims(paths: tuple[Path, ...], runs: Path, json_file: Path | None, console: Console) -> None:
    """Say how each claim stands, by the experiments at these paths and the runs in a folder."""
    _check_writable("--json", json_file)
    found = standings([(file, load(file)) for file in find(paths)], newest_standings(runs))
    show_claims(found, console)
    if json_file:
        write_json(json_file, as_json(found))


def lane_count(words: str) -> int:
    """`auto` is half the cores: a browser under test and its media need about one core between them."""
    if words == "auto":
        return max(1, int(machine.cores() / 2))
    if not words.isdecimal() or int(words) < 1:
        raise UsageError(f"--lanes {words}: takes a whole number from 1, or auto")
    return int(words)


def _write(folder: Path, request: RunRequest, console: Console) -> None:
    record = read_run(folder)
    if request.json_file:
        write_json(request.json_file, summary(record))
    if request.junit:
        write_junit(record, request.junit)
    path = write_report(record, folder / "report.html")
    console.print(f"report: {path}", markup=False, soft_wrap=True, highlight=False)


def _leave(folder: Path, request: RunRequest, console: Console) -> None:
    """After a run that was stopped: keep what there is, remove a folder in which nothing had begun."""
    begun = any(timeline.stat().st_size for timeline in folder.glob("trials/*/timeline.jsonl"))
    if not begun and not any(folder.glob("trials/*/verdict.json")):
        shutil.rmtree(folder, ignore_errors=True)
        console.print("nothing had begun, so there is no journal", highlight=False)
        return
    try:
        _write(folder, request, console)
    except Exception as error:  # noqa: BLE001 - what stopped the run is what must be told
        console.print(f"no report: {error}", markup=False, highlight=False)


def _worst(error: BaseException, run: Run) -> BaseException:
    """What to say of a run that ended so; of what nobody foresaw, the traceback is kept in the run's folder."""
    found = gravest(error)
    if run.stuck and not isinstance(found, FaultStuck):
        return FaultStuck(run.stuck)
    if isinstance(found, LabError) or is_the_systems(found) or not isinstance(found, Exception):
        return found
    evidence = run.folder / "traceback.txt"
    try:
        run.folder.mkdir(exist_ok=True)
        evidence.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return found
    return InternalError(found, str(evidence))


def _check_writable(flag: str, target: Path | None) -> None:
    if target is None:
        return
    folder = target.parent
    if target.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise UsageError(f"{flag} {target}: cannot be written there; name a file in a folder that exists")
