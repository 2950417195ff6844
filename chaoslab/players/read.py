"""Reads a player file into what a plan holds."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr, ValidationError

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.checks.expectations import unmeetable
from chaoslab.experiment.former_names import in_present_names
from chaoslab.experiment.hints import HINTS
from chaoslab.experiment.model import Limits, gate_limits
from chaoslab.files.first_mistake import explain_first
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import server_address
from chaoslab.players import bundle, template
from chaoslab.players.file import ByText, FromEnvironment, PlayerFile, Secret, player_model
from chaoslab.players.spec import PlayerSpec, Sign

Place = tuple[str | int, ...]
_OWN_PAGE = "{page}/"


@dataclass(frozen=True)
class Player:
    """`name` as reports say it; `spec` is None for the reference player, with or without a defect.

    `steady` are its own limits of the steady state, by probe: what is steady is not the same for every player.
    """

    name: str
    spec: PlayerSpec | None = None
    steady: Mapping[str, Limits | bool] = field(default_factory=dict)
    conforms: tuple[str, ...] = ()  # names of the models that it must follow
    document: LocatedYaml | None = field(default=None, compare=False, repr=False)  # of its file, where it has one


def read_player(path: Path) -> Player:
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name.

    An address that no page can be opened at is kept as `unfit`, with file and line: the trial is then invalid.
    """
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "holds no mapping; a player file begins with `title: …`", line=1)
    document = in_present_names(path, document)
    try:
        found = player_model().model_validate(document.value)
    except ValidationError as error:
        raise explain_first(path, document, error, model=player_model(), hints=HINTS) from error
    for place, why in _problems(path, found):
        raise ExperimentInvalid(path, why, line=document.line(place), key=".".join(map(str, place)))
    steady = dict(gate_limits(found.steady_state))
    return Player(path.stem, _spec(path, found, document), steady, tuple(found.conforms), document)


def _problems(path: Path, found: PlayerFile) -> Iterator[tuple[Place, str]]:
    if found.folder and (found.url or found.server):
        other = "url" if found.url else "server"
        yield (other,), "does not go with folder: a component is built and served by the lab"
    if not (found.folder or found.url or found.server):
        yield (), "needs one of url, folder, server"
    if found.folder:
        yield from _folder_problems(path.parent / found.folder)
    if found.server:
        try:
            server_address(found.server)
        except UsageError:
            yield ("server",), f"{found.server!r} is not the address of a plain HTTP server; give http://HOST:PORT"
        if found.url and "{page}" not in found.url:
            yield ("server",), "is of no use without {page} in url: nothing would be opened through it"
    if found.paths and not found.server:
        yield ("paths",), "goes with server: without an origin of its own every leg has its own URL"
    for name, limits in gate_limits(found.steady_state):
        yield from unmeetable(("steady-state", name), limits)
    yield from _unset("cookies", found.cookies)
    yield from _unset("headers", found.headers)


def _folder_problems(folder: Path) -> Iterator[tuple[Place, str]]:
    if not folder.is_dir():
        yield ("folder",), f"{folder}: no such folder"
    elif bundle.entry_of(folder) is None:
        yield ("folder",), f"{folder}: holds none of {', '.join(bundle.ENTRIES)}"


def _unset(key: str, values: Mapping[str, Secret]) -> Iterator[tuple[Place, str]]:
    for name, value in values.items():
        if isinstance(value, FromEnvironment) and value.env not in os.environ:
            yield (key, name, "env"), f"{value.env} is not set in the environment"


def _spec(path: Path, found: PlayerFile, document: LocatedYaml) -> PlayerSpec:
    url = found.url or (_OWN_PAGE if found.server else "")
    wrong = template.problem(url, server=bool(found.server)) if url else ""
    folder = path.parent / found.folder if found.folder else None
    return PlayerSpec(
        title=found.title,
        file=path.as_posix(),
        url=url,
        folder=folder.as_posix() if folder else "",
        bundle=bundle.bundle_name(path.stem, folder) if folder else "",
        server=(found.server or "").rstrip("/"),
        paths=_paths(found),
        mode=found.mode,
        video=found.video or "",
        states=_signs(found),
        cookies=_opened(found.cookies),
        headers=_opened(found.headers),
        unfit=f"{path}:{document.line(('url',))}: url: {wrong}" if wrong else "",
    )


def _paths(found: PlayerFile) -> dict[Leg, tuple[str, ...]]:
    legs: tuple[Leg, ...] = ("flv", "hls", "socket", "api")
    given = ((leg, getattr(found.paths, leg)) for leg in legs if found.paths)
    return {leg: tuple(patterns) for leg, patterns in given if patterns is not None}


def _signs(found: PlayerFile) -> dict[str, Sign]:
    given = ((name, getattr(found.states, name)) for name in type(found.states).model_fields)
    return {
        name: Sign(text=seen.text) if isinstance(seen, ByText) else Sign(selector=seen)
        for name, seen in given
        if seen is not None
    }


def _opened(values: Mapping[str, Secret]) -> dict[str, SecretStr]:
    return {
        name: SecretStr(os.environ[value.env] if isinstance(value, FromEnvironment) else value)
        for name, value in values.items()
    }
