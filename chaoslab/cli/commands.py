"""What `run`, `demo`, `measure` and `claims` do: load, plan, carry out, write."""

import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from chaoslab.claims.standing import as_json, newest_standings, standings
from chaoslab.claims.table import show_claims
from chaoslab.cli.live_view import Progress
from chaoslab.cli.measured_table import show_measured
from chaoslab.cli.targets import check_writable, is_stdout, write_asked
from chaoslab.cli.warn import warn, warn_of_losses
from chaoslab.errors import (
    EnvironmentLacks,
    FaultStuck,
    FileRefused,
    InternalError,
    LabError,
    UsageError,
    gravest,
    is_the_systems,
)
from chaoslab.experiment.load import find, load
from chaoslab.files.safe_writing import replace_inside
from chaoslab.journal.journal import write_json
from chaoslab.journal.loss import Loss
from chaoslab.journal.reading import read_run
from chaoslab.journal.record import RunRecord
from chaoslab.journal.remeasure import differences, remeasured
from chaoslab.journal.summary import summary
from chaoslab.judge.verdict import GRAVITY
from chaoslab.outward.gate import GATE, on_one_line
from chaoslab.plan.chosen import EVERY_TRIAL, Selection, chosen
from chaoslab.plan.make import Choices, read_plans
from chaoslab.plan.model import TrialPlan
from chaoslab.players.build import build_players
from chaoslab.report.html import write_report
from chaoslab.report.junit import write_junit
from chaoslab.rig.processes import machine
from chaoslab.rig.processes.children import short_folder
from chaoslab.run.interrupts import run_interruptible
from chaoslab.run.run import EXIT_CODES, RETRIES, Run, command_line, new_folder
from chaoslab.setup import limits

RUNS = Path("reports")  # where runs are, unless said otherwise
Beside = Callable[[RunRecord], None]  # writes what goes with a run's journal


@dataclass(frozen=True, kw_only=True)
class HowToRun:
    """How trials are carried out, and what is written besides the run's folder."""

    lanes: str = "1"
    out: Path | None = None
    junit: Path | None = None
    json_file: Path | None = None
    retries: int = RETRIES
    beside: Beside | None = None


@dataclass(frozen=True)
class RunRequest(HowToRun):
    """The arguments of a `run`."""

    paths: tuple[Path, ...]
    choices: Choices
    selection: Selection = EVERY_TRIAL


def run_experiments(request: RunRequest, console: Console) -> int:
    """Carry out a run and write everything that was asked for; returns the exit code as `carry_out` does."""
    check_targets(request)
    plans = chosen(read_plans(request.paths, request.choices, tell=warn), request.selection)
    return carry_out(plans, request, console)


def check_targets(request: HowToRun) -> None:
    """Raise UsageError for a file that cannot be written, before any work is done."""
    for flag, path in (("--junit", request.junit), ("--json", request.json_file)):
        check_writable(flag, path)
    if is_stdout(request.junit) and is_stdout(request.json_file):
        raise UsageError("--junit and --json both name standard output; name a file for one of them")


def carry_out(plans: Sequence[TrialPlan], request: HowToRun, console: Console) -> int:
    """Carry out plans and write everything that was asked for; returns the exit code.

    It is the run's own, unless all went well and something could not be written.
    """
    limits.require(Path(short_folder()), request.out or RUNS)
    build_players(plan.rig.spec for plan in plans)
    lanes = lane_count(request.lanes)
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
        failed = _write(folder, request, console)
    except (Exception, BaseExceptionGroup) as error:
        if (worst := _worst(error, run)) is error:
            raise
        raise worst from error
    return run.exit_code or next((error.exit_code for error in failed), 0)


def measure_again(folder: Path, json_file: Path | None, console: Console) -> None:
    """Measure a run again from its timelines; its own journal is left as it is."""
    check_writable("--json", json_file)
    recorded = read_run(folder)
    warn_of_losses(recorded.losses)
    now = remeasured(recorded)
    show_measured(now, tuple(differences(recorded, now)), console)
    write_asked(json_file, summary(_ended_by_its_verdicts(now)))


def list_claims(paths: tuple[Path, ...], runs: Path, json_file: Path | None, console: Console) -> None:
    """Show how each claim stands, given the experiments at these paths and the runs in a folder."""
    check_writable("--json", json_file)
    if runs != RUNS and not runs.is_dir():  # there is none in a clone in which nothing has run yet
        raise UsageError(f"--runs {runs}: no such folder; name the one that holds the runs' folders")
    experiments = [(file, load(file)) for file in find(paths)]
    for _, experiment in experiments:
        for renamed in experiment.document.renamed:
            warn(renamed)
    losses: list[Loss] = []
    claims = standings(experiments, newest_standings(runs, losses))
    warn_of_losses(losses)
    show_claims(claims, console)
    write_asked(json_file, as_json(claims))


def lane_count(words: str) -> int:
    """`auto` is half the cores: a browser under test and its media need about one core between them."""
    if words == "auto":
        return max(1, int(machine.cores() / 2))
    if not words.isdecimal() or int(words) < 1:
        raise UsageError(f"--lanes {words}: takes a whole number from 1, or auto")
    return int(words)


def _ended_by_its_verdicts(run: RunRecord) -> RunRecord:
    """A finished run with the outcome and exit code of its new verdicts; a stuck fault still wins."""
    outcomes = {trial.verdict.outcome for trial in run.trials if trial.verdict}
    if run.facts.get("outcome") is None or not outcomes:
        return run
    gravest_outcome = next(outcome for outcome in GRAVITY if outcome in outcomes)
    stuck = run.facts.get("exit_code") == FaultStuck.exit_code
    code = FaultStuck.exit_code if stuck else EXIT_CODES[gravest_outcome]
    return replace(run, facts={**run.facts, "outcome": gravest_outcome.value, "exit_code": code})


def _write(folder: Path, request: HowToRun, console: Console) -> list[LabError]:
    """Write the report and what was asked for; report and return the error of each that cannot be written."""
    record = read_run(folder)
    warn_of_losses(record.losses)
    report, json_file, junit = folder / "report.html", request.json_file, request.junit

    def write_and_say() -> None:
        path = write_report(record, report)
        console.print(f"report: {path}", markup=False, soft_wrap=True, highlight=False)

    failures = []
    if beside := request.beside:
        failures.append(_failure(str(folder), lambda: beside(record), folder))
    failures.append(_failure(str(report), write_and_say, folder))
    if json_file:
        failures.append(_failure(f"--json {json_file}", lambda: write_json(json_file, summary(record)), folder))
    if junit:
        failures.append(_failure(f"--junit {junit}", lambda: write_junit(record, junit), folder))
    return [error for error in failures if error]


def _failure(name: str, write: Callable[[], None], folder: Path) -> LabError | None:
    """Write something; print and return the error when that fails."""
    try:
        write()
    except Exception as error:  # noqa: BLE001 - the other files are worth as much as this one
        ours = _ours(error, folder)
        with suppress(OSError):  # nobody may be there to read it
            print(on_one_line(f"chaoslab: {name}: cannot be written ({ours})"), file=sys.stderr, flush=True)
        return ours
    return None


def _leave(folder: Path, request: HowToRun, console: Console) -> None:
    """After a run that was stopped: keep what exists, or remove a folder in which no trial had begun."""
    tried = (*folder.glob("trials/*"), *folder.glob("tries/*/*"))
    if not any(map(_has_begun, tried)):
        shutil.rmtree(folder, ignore_errors=True)
        console.print("no trial had begun, so there is no journal", highlight=False)
        return
    try:
        _write(folder, request, console)
    except Exception as error:  # noqa: BLE001 - what stopped the run is what must be reported
        console.print(f"no report: {on_one_line(str(error))}", markup=False, highlight=False)


def _has_begun(trial: Path) -> bool:
    timeline = trial / "timeline.jsonl"
    return (timeline.is_file() and timeline.stat().st_size > 0) or (trial / "verdict.json").is_file()


def _worst(error: BaseException, run: Run) -> BaseException:
    """The error to report for a run that ended so; an unforeseen one's traceback is kept in the run's folder."""
    worst = gravest(error)
    if run.stuck and not isinstance(worst, FaultStuck):
        return FaultStuck(run.stuck)
    if isinstance(worst, LabError) or is_the_systems(worst) or not isinstance(worst, Exception):
        return worst
    evidence = _keep_traceback(error, run.folder)
    return InternalError(worst, str(evidence), GATE.text) if evidence else worst


def _ours(error: Exception, folder: Path) -> LabError:
    if isinstance(error, LabError):
        return error
    if isinstance(error, OSError) and error.strerror:
        return EnvironmentLacks(error.strerror)
    return InternalError(error, str(_keep_traceback(error, folder) or "the run's folder"), GATE.text)


def _keep_traceback(error: BaseException, folder: Path) -> Path | None:
    evidence = folder / "traceback.txt"
    try:
        folder.mkdir(exist_ok=True)
        words = GATE.text("".join(traceback.format_exception(error)))
        # A page's text may contain a lone surrogate.
        replace_inside(folder, evidence.name, words.encode("utf-8", "backslashreplace"))
    except (OSError, FileRefused):
        return None
    return evidence
