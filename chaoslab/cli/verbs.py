"""The command line: verbs only; each parses, calls and prints."""

import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

import chaoslab
from chaoslab.cli import options
from chaoslab.cli.ending import end
from chaoslab.cli.targets import tables_beside, words_beside
from chaoslab.cli.terminal import Terminal, make_streams_safe, silence
from chaoslab.errors import UsageError
from chaoslab.outward.gate import shown
from chaoslab.setup.places import EXPERIMENTS

app = typer.Typer(
    name="chaoslab",
    help="A resilience lab for live video players.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
DEMO = EXPERIMENTS / "player/flv-outage-falls-back-to-hls.yaml"


@app.command()
def run(
    paths: options.Paths,
    out: options.Out = None,
    junit: options.Junit = None,
    json_file: options.Json = None,
    seed: options.Seed = 0,
    repeat: options.Repeat = None,
    lanes: options.Lanes = "1",
    retries: options.Retries = 2,
    origin: options.Origin = "embedded",
    browser: options.Browser = options.BrowserName.CHROMIUM,
    headed: options.Headed = False,
    player: options.Player = None,
    only: options.Only = None,
    claim: options.ClaimIds = None,
    tag: options.Tags = None,
    grep: options.Grep = "",
) -> None:
    """Run experiments; the exit code says what went wrong."""
    from chaoslab.cli.commands import RunRequest, run_experiments  # noqa: PLC0415 - only this verb needs the rig
    from chaoslab.plan.chosen import Selection  # noqa: PLC0415
    from chaoslab.plan.make import Choices  # noqa: PLC0415

    choices = Choices(origin=origin, browser=browser.value, headed=headed, player=player, seed=seed, repeat=repeat)
    selection = Selection(tuple(only or ()), tuple(claim or ()), tuple(tag or ()), grep)
    how: dict[str, Any] = {"lanes": lanes, "out": out, "junit": junit, "json_file": json_file, "retries": retries}
    request = RunRequest(tuple(paths), choices, selection, **how)
    raise typer.Exit(run_experiments(request, words_beside(json_file, junit)))


@app.command()
def replay(
    run_folder: options.RunFolder,
    trials: options.TrialIds = None,
    failed: Annotated[bool, typer.Option("--failed", help="only trials that did not pass")] = False,
    repeat: Annotated[int, typer.Option(min=1, max=1000, help="how often each trial is repeated")] = 1,
    headed: options.Headed = False,
    out: options.Out = None,
    junit: options.Junit = None,
    json_file: options.Json = None,
    lanes: options.Lanes = "1",
    retries: options.Retries = 2,
) -> None:
    """Repeat trials of a run as its journal has them: same faults, instants and draws, same build of the player."""
    from chaoslab.cli.commands import HowToRun  # noqa: PLC0415
    from chaoslab.cli.replaying import replay_run  # noqa: PLC0415
    from chaoslab.run.replay import ReplayChoices  # noqa: PLC0415

    choices = ReplayChoices(tuple(trials or ()), failed=failed, repeat=repeat, headed=headed)
    how = HowToRun(lanes=lanes, out=out, junit=junit, json_file=json_file, retries=retries)
    raise typer.Exit(replay_run(run_folder, choices, how, words_beside(json_file, junit)))


@app.command()
def demo(out: options.Out = None) -> None:
    """Cut FLV under the reference player and show what a report looks like."""
    from chaoslab.cli.commands import RunRequest, run_experiments  # noqa: PLC0415
    from chaoslab.plan.make import Choices  # noqa: PLC0415

    raise typer.Exit(run_experiments(RunRequest((DEMO,), Choices(), out=out), Terminal()))


@app.command()
def explain(paths: options.Paths, seed: options.Seed = 0) -> None:
    """Say in words what experiments will do; starts nothing."""
    from chaoslab.cli.explain import explain as explained  # noqa: PLC0415
    from chaoslab.cli.warn import warn  # noqa: PLC0415
    from chaoslab.plan.make import Choices, read_plans  # noqa: PLC0415

    plans = read_plans(paths, Choices(seed=seed), tell=warn)
    for plan in plans:
        if plan.repeat == 1:
            typer.echo(shown(explained(plan, sum(other.experiment == plan.experiment for other in plans))))


@app.command()
def report(run_folder: options.RunFolder) -> None:
    """Rewrite a run's report from its journal, whether the run finished or not."""
    from chaoslab.cli.report_again import report_again  # noqa: PLC0415

    typer.echo(shown(str(report_again(run_folder))))


@app.command()
def measure(run_folder: options.RunFolder, json_file: options.Json = None) -> None:
    """Measure and judge a run again from its timelines, and say what differs from the record."""
    from chaoslab.cli.commands import measure_again  # noqa: PLC0415

    measure_again(run_folder, json_file, tables_beside(json_file))


@app.command()
def claims(
    paths: Annotated[list[Path] | None, typer.Argument(help="experiment files, or folders of them")] = None,
    runs: Annotated[Path, typer.Option(metavar="DIR", help="the folder that holds the runs")] = Path("reports"),
    json_file: options.Json = None,
) -> None:
    """List every claim with its experiments and the newest run's verdict on each."""
    from chaoslab.cli.commands import list_claims  # noqa: PLC0415

    list_claims(tuple(paths or (EXPERIMENTS,)), runs, json_file, tables_beside(json_file))


@app.command()
def faults(name: options.Name = None, json_file: options.Json = None) -> None:
    """List what can be broken; with a name, show the fault's settings, witness, example and experiment."""
    from chaoslab.cli.catalogued import show_catalog  # noqa: PLC0415

    show_catalog("faults", name, json_file)


@app.command()
def probes(name: options.Name = None, json_file: options.Json = None) -> None:
    """List what can be measured; with a name, show the probe's definition, limits, needs and experiments."""
    from chaoslab.cli.catalogued import show_catalog  # noqa: PLC0415

    show_catalog("probes", name, json_file)


@app.command()
def conditions(name: options.Name = None, json_file: options.Json = None) -> None:
    """List what a step may wait for; with a name, show when exactly it is met, an example and its experiments."""
    from chaoslab.cli.catalogued import show_catalog  # noqa: PLC0415

    show_catalog("conditions", name, json_file)


@app.command()
def players(name: options.Name = None, json_file: options.Json = None) -> None:
    """List the players that a name can stand for here; with a name, a file or a URL, show that player in full."""
    from chaoslab.cli.catalogued import show_catalog  # noqa: PLC0415

    show_catalog("players", name, json_file)


@app.command()
def schema(
    player: Annotated[bool, typer.Option("--player", help="print that of player files instead")] = False,
    model: Annotated[bool, typer.Option("--model", help="print that of model files instead")] = False,
) -> None:
    """Print the JSON Schema of experiment files, for editors."""
    from chaoslab.conformance.file import model_schema  # noqa: PLC0415
    from chaoslab.experiment.schema import experiment_schema  # noqa: PLC0415
    from chaoslab.players.file import player_schema  # noqa: PLC0415

    make_schema = model_schema if model else player_schema if player else experiment_schema
    typer.echo(json.dumps(make_schema(), indent=2))


@app.command()
def doctor(licences: options.Licences = False, sbom: options.Sbom = None) -> None:
    """List what the lab needs and what was found, with the command that installs anything missing."""
    if licences or sbom:
        from chaoslab.cli.licences import show_licences  # noqa: PLC0415

        show_licences(sbom, listed=licences)
        return
    from chaoslab.setup.doctor import main as examine  # noqa: PLC0415

    raise typer.Exit(examine(Terminal()))


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"chaoslab {chaoslab.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version")
    ] = False,
) -> None:
    pass


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point: whatever is wrong becomes one line and its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    make_streams_safe()
    try:
        sys.exit(app(args=words or ["--help"], standalone_mode=False) or 0)
    except typer.TyperException as error:
        known = {command.callback.__name__ for command in app.registered_commands if command.callback}
        verb = f"{words[0]} " if words and words[0] in known else ""
        end(UsageError(f"{_message(error)}; see `chaoslab {verb}--help`"))
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # typer's 1 would mean that an expectation failed
            silence(sys.stdout)
            sys.exit(128 + signal.SIGPIPE)
        raise
    except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - a traceback's exit code 1 would blame the player
        end(error)


def _message(error: typer.TyperException) -> str:
    if isinstance(error.__cause__, ValidationError):  # typer leaves out the value
        detail = error.__cause__.errors()[0]
        return f"{error.param.opts[0]} {detail['input']}: {detail['msg'][0].lower()}{detail['msg'][1:]}"  # type: ignore[attr-defined]
    if getattr(error, "option_name", None) in ("--json", "--junit") and "requires an argument" in str(error):
        return f"{error.option_name} needs a FILE; `{error.option_name} -` prints"  # type: ignore[attr-defined]
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    return " ".join(message.split()).rstrip(".")
