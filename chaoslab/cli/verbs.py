"""The command line: verbs only; each parses, calls and prints."""

import io
import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

import chaoslab
from chaoslab import plugins
from chaoslab.cli.terminal import Terminal, silence_output
from chaoslab.errors import EnvironmentLacks, InternalError, LabError, UsageError, gravest, is_the_systems
from chaoslab.setup.places import EXPERIMENTS

app = typer.Typer(
    name="chaoslab",
    help="A resilience lab for live video players.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
_DEBUG = "CHAOSLAB_DEBUG"  # set: print the traceback of what nobody foresaw
DEMO = EXPERIMENTS / "player/flv-outage-falls-back-to-hls.yaml"


def _origin(name: str) -> str:
    known = plugins.names("chaoslab.rig.media.origins")
    if name not in known:
        raise typer.BadParameter(f"{name!r} is not known; there are {', '.join(known)}")
    return name


class BrowserName(StrEnum):
    """What opens the page."""

    CHROMIUM = "chromium"


Paths = Annotated[list[Path], typer.Argument(help="experiment files, or folders of them", show_default=False)]
Out = Annotated[
    Path | None, typer.Option(help="the run's folder; reports/run-DATE-TIME unless said", show_default=False)
]
Junit = Annotated[Path | None, typer.Option(help="write JUnit XML here")]
Json = Annotated[Path | None, typer.Option("--json", help="write the machine-readable summary here")]
Seed = Annotated[int, typer.Option(help="decides what experiments draw; the same seed draws the same")]
_REPEAT = typer.Option(min=1, max=1000, help="trials of each experiment, over what its file says")
Repeat = Annotated[int | None, _REPEAT]
Lanes = Annotated[str, typer.Option(help="trials at the same time: a number, or auto (half the cores)")]
_RETRIES = typer.Option(min=0, max=20, help="times that a trial is run again that the machine or the browser spoilt")
Retries = Annotated[int, _RETRIES]
_ORIGIN = typer.Option(callback=_origin, metavar="NAME", help="the media server; `srs` is a real one (CHAOSLAB_SRS)")
Origin = Annotated[str, _ORIGIN]
Browser = Annotated[BrowserName, typer.Option(help="the browser: chromium (Chrome, Edge or the distribution's)")]
_PLAYER = typer.Option(
    "--player", metavar="NAME|URL", help="over what the files say: reference[:DEFECT], a player file, or a URL template"
)
Player = Annotated[str | None, _PLAYER]
Headed = Annotated[bool, typer.Option("--headed", help="show the browser's window")]


@app.command()
def run(
    paths: Paths,
    out: Out = None,
    junit: Junit = None,
    json_file: Json = None,
    seed: Seed = 0,
    repeat: Repeat = None,
    lanes: Lanes = "1",
    retries: Retries = 2,
    origin: Origin = "embedded",
    browser: Browser = BrowserName.CHROMIUM,
    headed: Headed = False,
    player: Player = None,
) -> None:
    """Run experiments; the exit code says which kind of bad news there is."""
    from chaoslab.cli.commands import RunRequest, run_experiments  # noqa: PLC0415 - only this verb needs the rig
    from chaoslab.plan.make import Choices  # noqa: PLC0415

    choices = Choices(origin=origin, browser=browser.value, headed=headed, player=player, seed=seed, repeat=repeat)
    request = RunRequest(tuple(paths), choices, lanes=lanes, out=out, junit=junit, json_file=json_file, retries=retries)
    raise typer.Exit(run_experiments(request, Terminal()))


@app.command()
def demo(out: Out = None) -> None:
    """Cut FLV under the reference player and show what a report looks like."""
    from chaoslab.cli.commands import RunRequest, run_experiments  # noqa: PLC0415
    from chaoslab.plan.make import Choices  # noqa: PLC0415

    raise typer.Exit(run_experiments(RunRequest((DEMO,), Choices(), out=out), Terminal()))


@app.command()
def explain(paths: Paths, seed: Seed = 0) -> None:
    """Say in words what experiments will do; starts nothing."""
    from chaoslab.cli.explain import explain as explained  # noqa: PLC0415
    from chaoslab.plan.make import Choices, read_plans  # noqa: PLC0415

    plans = read_plans(paths, Choices(seed=seed))
    for plan in plans:
        if plan.repeat == 1:
            typer.echo(explained(plan, sum(other.experiment == plan.experiment for other in plans)))


@app.command()
def report(run_folder: Annotated[Path, typer.Argument(help="a run's folder", metavar="RUN")]) -> None:
    """Write a run's report again from its journal, finished or not."""
    from chaoslab.journal.journal import read_run  # noqa: PLC0415
    from chaoslab.report.html import write_report  # noqa: PLC0415

    typer.echo(write_report(read_run(run_folder), run_folder / "report.html"))


@app.command()
def measure(
    run_folder: Annotated[Path, typer.Argument(help="a run's folder", metavar="RUN")], json_file: Json = None
) -> None:
    """Measure and judge a run again from its timelines, and say what differs from what was recorded."""
    from chaoslab.cli.commands import measure_again  # noqa: PLC0415

    measure_again(run_folder, json_file, Terminal())


@app.command()
def claims(
    paths: Annotated[list[Path] | None, typer.Argument(help="experiment files, or folders of them")] = None,
    runs: Annotated[Path, typer.Option(metavar="DIR", help="the folder of the runs")] = Path("reports"),
    json_file: Json = None,
) -> None:
    """List every claim with its experiments, and what the newest run said of each."""
    from chaoslab.cli.commands import list_claims  # noqa: PLC0415

    list_claims(tuple(paths or (EXPERIMENTS,)), runs, json_file, Terminal())


@app.command()
def faults(
    name: Annotated[str | None, typer.Argument(help="one fault, to be told all of it", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON instead")] = False,
) -> None:
    """List what can be broken; with a name, its settings, its witness, an example and the experiment that shows it."""
    from chaoslab.catalog.fault_entry import fault_entries, fault_entry  # noqa: PLC0415
    from chaoslab.catalog.fault_table import catalog_json, show_entries, show_entry  # noqa: PLC0415

    folder_of_them = EXPERIMENTS / "faults"
    found = fault_entries(folder_of_them) if name is None else (fault_entry(name, folder_of_them),)
    if as_json:
        typer.echo(json.dumps(catalog_json(found), indent=2, ensure_ascii=False))
    elif name is None:
        show_entries(found, Terminal())
    else:
        show_entry(found[0], Terminal())


@app.command()
def schema(
    player: Annotated[bool, typer.Option("--player", help="of player files instead")] = False,
    model: Annotated[bool, typer.Option("--model", help="of model files instead")] = False,
) -> None:
    """Print the JSON Schema of experiment files, for editors."""
    from chaoslab.conformance.file import model_schema  # noqa: PLC0415
    from chaoslab.experiment.schema import experiment_schema  # noqa: PLC0415
    from chaoslab.players.file import player_schema  # noqa: PLC0415

    wanted = model_schema if model else player_schema if player else experiment_schema
    typer.echo(json.dumps(wanted(), indent=2))


@app.command()
def doctor() -> None:
    """List what the lab needs, what was found, and the command that mends what is missing."""
    from chaoslab.setup.doctor import main as examine  # noqa: PLC0415

    raise typer.Exit(examine())


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"chaoslab {chaoslab.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="print it")] = False,
) -> None:
    pass


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point: whatever is wrong becomes one line and its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal of another encoding cannot show ends nothing
    try:
        sys.exit(app(args=words or ["--help"], standalone_mode=False) or 0)
    except typer.TyperException as error:
        known = {command.callback.__name__ for command in app.registered_commands if command.callback}
        verb = f"{words[0]} " if words and words[0] in known else ""
        _end(UsageError(f"{_message(error)}; `chaoslab {verb}--help` lists what there is"))
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # typer's 1 would mean that an expectation failed
            silence_output()
            sys.exit(128 + signal.SIGPIPE)
        raise
    except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - a traceback's exit code 1 would blame the player
        _end(error)


def _message(error: typer.TyperException) -> str:
    if isinstance(error.__cause__, ValidationError):  # typer leaves out the value
        detail = error.__cause__.errors()[0]
        return f"{error.param.opts[0]} {detail['input']}: {detail['msg'][0].lower()}{detail['msg'][1:]}"  # type: ignore[attr-defined]
    said = error.format_message() if hasattr(error, "format_message") else str(error)
    return " ".join(said.split()).rstrip(".")


def _end(error: BaseException) -> NoReturn:
    """Say in one line what is wrong; the traceback of what nobody foresaw is for those who ask for it."""
    found = gravest(error)
    if not isinstance(found, Exception):
        raise error
    if isinstance(found, OSError) and is_the_systems(found):
        found = EnvironmentLacks(f"{found.filename}: {found.strerror}" if found.filename else str(found.strerror))
    elif not isinstance(found, LabError):
        found = InternalError(found, f"what {_DEBUG}=1 prints")
    with suppress(OSError):  # nobody may be there to read it
        if isinstance(found, InternalError) and os.environ.get(_DEBUG):
            traceback.print_exception(error)
        typer.echo(f"chaoslab: {found}", err=True)
    sys.exit(found.exit_code)
