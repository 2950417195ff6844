"""`chaoslab doctor`: every part that the lab needs, where it was found, and the command that installs it."""

import asyncio
import importlib.metadata
import os
import platform
import re
import socket
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from chaoslab.errors import EnvironmentLacks, LabError
from chaoslab.setup import components, places
from chaoslab.setup.codecs import CODECS, supported_codecs
from chaoslab.setup.components import COMPONENTS, Component, State
from chaoslab.setup.machine import Check, examine_machine

_COLOURS = {State.OK: "green", State.MISSING: "red", State.TOO_OLD: "red", State.WARNING: "yellow"}
_ADDRESS = re.compile(r"([^:/]+):(\d+):(\d+):(\d+)")
_REINSTALL = "run `./lab setup` in the clone, or `pip install -e .` where you installed it yourself"
_ANSWER_WITHIN = 1.0  # seconds


async def examine() -> tuple[Check, ...]:
    """Examine everything, the browser's codecs by starting it; slow checks run in parallel."""
    parts = asyncio.gather(*(asyncio.to_thread(_part, component) for component in COMPONENTS.values()))
    codecs = asyncio.to_thread(_codecs)
    machine = asyncio.to_thread(examine_machine)
    found_parts, found_codecs, found_machine = await asyncio.gather(parts, codecs, machine)
    needed = [check for check in found_parts if check.needed]
    rest = [check for check in found_parts if not check.needed]
    return (_python(), _packages(), *needed, *found_codecs, *rest, *found_machine)


def main(console: Console | None = None) -> int:
    """Print the table. Exit code 5 when something that every trial needs is missing, else 0."""
    checks = asyncio.run(examine())
    console = console or Console(highlight=False)
    console.print(_table(checks))
    for line in remedies(checks):
        console.print(line, soft_wrap=True)
    return EnvironmentLacks.exit_code if any(check.stops for check in checks) else 0


def remedies(checks: Sequence[Check]) -> tuple[str, ...]:
    """What to do about each problem, and a closing line."""
    lines = [
        f"[{_COLOURS[check.state]}]{check.component}[/]: {escape(check.remedy)}"
        for check in checks
        if check.stops or check.state is State.WARNING
    ]
    stopping = sum(check.stops for check in checks)
    if not stopping:
        return (*lines, "everything that a trial needs is in place")
    words = "1 thing that a trial needs is" if stopping == 1 else f"{stopping} things that a trial needs are"
    return (*lines, f"[red]{words} missing[/]")


def _table(checks: Iterable[Check]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("component", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("version", no_wrap=True)
    table.add_column("found", overflow="fold")
    for check in checks:
        optional = check.state is State.MISSING and not check.needed
        state = "[dim]not needed[/]" if optional else f"[{_COLOURS[check.state]}]{check.state}[/]"
        table.add_row(check.component, state, escape(check.version), escape(check.found))
    return table


def _part(component: Component) -> Check:
    address = _ADDRESS.fullmatch(os.environ.get(component.variable, "")) if component.name == "srs" else None
    if address:
        return _server(component, address[1], [int(port) for port in address.groups()[1:]])
    found = components.look(component)
    where = found.problem or (_readable(found.path) if found.path else "")
    remedy = "" if found.state is State.OK else found.remedy
    return Check(component.title, where, found.version, found.state, remedy, needed=component.needed)


def _readable(path: Path) -> str:
    return str(path.relative_to(places.ROOT)) if path.is_relative_to(places.ROOT) else str(path)


def _server(component: Component, host: str, ports: Sequence[int]) -> Check:
    silent = [port for port in ports if not _accepts(host, port)]
    where = f"{host}: {', '.join(map(str, ports))}"
    if not silent:
        return Check(component.title, where, "", State.OK, needed=False)
    remedy = f"nothing accepts connections at {host}:{silent[0]}; start it, or correct {component.variable}"
    return Check(component.title, where, "", State.WARNING, remedy, needed=False)


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_ANSWER_WITHIN):
            return True
    except OSError:
        return False


def _codecs() -> tuple[Check, ...]:
    found = components.look(COMPONENTS["chromium"])
    try:
        plays = supported_codecs(found.path) if found.path else {}
        where = "MediaSource.isTypeSupported" if found.path else "no browser to ask"
    except LabError as error:
        plays, where = {}, str(error)
    states = {name: State.OK if plays.get(name) else State.MISSING for name in CODECS}
    return tuple(
        Check(f"{name} in browser", where, "", state, "" if state is State.OK else found.remedy)
        for name, state in states.items()
    )


def _python() -> Check:
    return Check("Python", _readable(Path(sys.executable)), platform.python_version(), State.OK)


def _packages() -> Check:
    """Whether all packages that chaoslab requires are installed."""
    if not _installed("chaoslab"):
        return Check("Python packages", "chaoslab itself is not installed", "", State.WARNING, _REINSTALL, needed=False)
    requirements = [line for line in importlib.metadata.requires("chaoslab") or () if "extra ==" not in line]
    names = [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requirements]
    absent = [name for name in names if not _installed(name)]
    if not absent:
        return Check("Python packages", _readable(Path(sys.prefix)), f"{len(names)} of {len(names)}", State.OK)
    return Check("Python packages", f"missing: {', '.join(absent)}", "", State.MISSING, _REINSTALL)


def _installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
