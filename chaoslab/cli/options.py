"""The arguments and flags that verbs share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from chaoslab import plugins
from chaoslab.cli.targets import target


def _origin(name: str) -> str:
    known = plugins.names("chaoslab.rig.media.origins")
    if name not in known:
        raise typer.BadParameter(f"{name!r} is not known (known: {', '.join(known)})")
    return name


class BrowserName(StrEnum):
    """What opens the page."""

    CHROMIUM = "chromium"


Paths = Annotated[list[Path], typer.Argument(help="experiment files, or folders of them", show_default=False)]
_OUT = typer.Option(help="the run's folder, new or empty; by default reports/run-DATE-TIME", show_default=False)
Out = Annotated[Path | None, _OUT]
_TO = {"callback": target, "metavar": "FILE", "show_default": False}
Junit = Annotated[Path | None, typer.Option(help="write JUnit XML to this file; - is standard output", **_TO)]
Json = Annotated[Path | None, typer.Option("--json", help="write JSON to this file; - is standard output", **_TO)]
_LICENCES = typer.Option("--licences", help="list what the lab is made of, with versions and licences, instead")
Licences = Annotated[bool, _LICENCES]
Sbom = Annotated[Path | None, typer.Option(help="write that as CycloneDX to this file; - is standard output", **_TO)]
Name = Annotated[str | None, typer.Argument(help="show only this one, in full", show_default=False)]
Seed = Annotated[int, typer.Option(help="fixes what experiments draw; the same seed gives the same draws")]
_REPEAT = typer.Option(min=1, max=1000, help="trials per experiment; overrides the file")
Repeat = Annotated[int | None, _REPEAT]
Lanes = Annotated[str, typer.Option(help="trials to run in parallel: a number, or auto (half the cores)")]
_RETRIES = typer.Option(
    min=0,
    max=20,
    help="how often to rerun a trial spoilt by the machine, the browser or an unsteady moment before its fault",
)
Retries = Annotated[int, _RETRIES]
_ORIGIN = typer.Option(callback=_origin, metavar="NAME", help="the media server; srs is a real SRS (CHAOSLAB_SRS)")
Origin = Annotated[str, _ORIGIN]
Browser = Annotated[BrowserName, typer.Option(help="the browser: chromium (Chrome, Edge or the distribution's)")]
_PLAYER = typer.Option(
    "--player",
    metavar="NAME|URL",
    help="the player under test; overrides the files: reference[:DEFECT], a player file or a URL template",
)
Player = Annotated[str | None, _PLAYER]
Headed = Annotated[bool, typer.Option("--headed", help="show the browser's window")]
RunFolder = Annotated[Path, typer.Argument(help="a run's folder", metavar="RUN")]
TrialIds = Annotated[list[str] | None, typer.Argument(help="ids of trials; all without any", metavar="[TRIAL]...")]
Only = Annotated[list[str] | None, typer.Option(metavar="TRIAL", help="run only this trial; may be given again")]
ClaimIds = Annotated[list[str] | None, typer.Option("--claim", metavar="ID", help="run only what proves this claim")]
Tags = Annotated[list[str] | None, typer.Option("--tag", metavar="WORD", help="run only experiments with this tag")]
_GREP = typer.Option(metavar="PATTERN", help="run only trials whose id, title or file matches this regular expression")
Grep = Annotated[str, _GREP]
