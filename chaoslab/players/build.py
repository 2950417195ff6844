"""Builds a component's folder into a page, once per version of its content, with the reference player's toolchain."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from chaoslab.errors import BuildFailed, Missing, UsageError
from chaoslab.players.bundle import entry_of
from chaoslab.players.spec import PlayerSpec
from chaoslab.setup import places
from chaoslab.setup.components import locate
from chaoslab.setup.front_end import VITE, npm_environment

_DEADLINE = 180.0  # seconds


def build_players(specs: Iterable[PlayerSpec | None]) -> None:
    """Build every component that is not built yet.

    Raises UsageError with file, line and what is wrong; Missing without Node or its packages.
    """
    for spec in {spec.bundle: spec for spec in specs if spec and spec.bundle}.values():
        if not (places.PLAYERS / spec.bundle / "index.html").is_file():
            _build(spec)


def _build(spec: PlayerSpec) -> None:
    entry = entry_of(Path(spec.folder))
    if entry is None:
        raise UsageError(f"{spec.folder}: no longer holds a player; it did when {spec.file} was read")
    if not VITE.is_file():
        raise Missing("the player's npm packages", "run `./lab setup` in the clone")
    places.PLAYERS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.PLAYERS, prefix=".draft-") as draft:
        page, report = Path(draft) / "page", Path(draft) / "error.json"
        _run_vite(spec, entry.resolve(), page, report)
        try:
            page.rename(places.PLAYERS / spec.bundle)
        except OSError:  # another run built the same page meanwhile
            shutil.rmtree(page)


def _run_vite(spec: PlayerSpec, entry: Path, page: Path, report: Path) -> None:
    component = {"COMPONENT_ENTRY": str(entry), "COMPONENT_OUT": str(page), "COMPONENT_REPORT": str(report)}
    argv: list[str | Path] = [locate("node"), VITE, "build", "--config", "vite.component.config.ts"]
    try:
        process = subprocess.run(
            argv,
            cwd=places.PLAYER,
            env={**os.environ, **npm_environment(), **component},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_DEADLINE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BuildFailed(f"the player in {spec.folder}", f"took more than {_DEADLINE:g} s", "try again") from error
    if process.returncode or not (page / "index.html").is_file():
        raise UsageError(_what_is_wrong(spec, report, process.stderr or process.stdout))


def _what_is_wrong(spec: PlayerSpec, report: Path, output: str) -> str:
    """`FILE:LINE: message`, a form that editors can jump to."""
    try:
        problem = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        return f"{spec.folder}: could not be built: {lines[0] if lines else 'vite printed nothing'}"
    place = _shown(problem["file"]) if problem["file"] else spec.folder
    line = f":{problem['line']}" if problem["line"] else ""
    return f"{place}{line}: {problem['message']}"


def _shown(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file
