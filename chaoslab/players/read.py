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
from chaoslab.experiment.model import Limits, gate_limits, steady_within
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
    """`name` as reports show it; `spec` is None for the reference player, with or without a defect.

    `steady` holds its own limits of the steady state, by probe: what counts as steady differs between players.
    """

    name: str
    spec: PlayerSpec | None = None
    steady: Mapping[str, Limits | bool] = field(default_factory=dict)
    conforms: tuple[str, ...] = ()  # names of the models that it must follow
    steady_within: float | None = None  # seconds in which it must be steady, if its file says so
    latency_slack: float | None = None  # seconds, if its file says so
    document: LocatedYaml | None = field(default=None, compare=False, repr=False)  # its file, if it has one


def read_player(path: Path) -> Player:
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name.

    An address that no page can be opened at is kept as `unfit`, with file and line: the trial is then invalid.
    """
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "is not a mapping; a player file begins with `title: …`", line=1)
    document = in_present_names(path, document)
    try:
        player_file = player_model().model_validate(document.value)
    except ValidationError as error:
        raise explain_first(path, document, error, model=player_model(), hints=HINTS) from error
    for place, why in _problems(path, player_file):
        raise ExperimentInvalid(path, why, line=document.line(place), key=".".join(map(str, place)))
    steady = dict(gate_limits(player_file.steady_state))
    return Player(
        name=path.stem,
        spec=_spec(path, player_file, document),
        steady=steady,
        conforms=tuple(player_file.conforms),
        steady_within=steady_within(player_file.steady_state),
        latency_slack=player_file.latency_slack,
        document=document,
    )


def _problems(path: Path, player_file: PlayerFile) -> Iterator[tuple[Place, str]]:
    if player_file.folder and (player_file.url or player_file.server):
        other = "url" if player_file.url else "server"
        yield (other,), "does not go with folder: a component is built and served by the lab"
    if not (player_file.folder or player_file.url or player_file.server):
        yield (), "needs one of url, folder, server"
    if player_file.folder:
        yield from _folder_problems(path.parent / player_file.folder)
    if player_file.server:
        try:
            server_address(player_file.server)
        except UsageError:
            why = f"{player_file.server!r} is not the address of a plain HTTP server; give http://HOST:PORT"
            yield ("server",), why
        if player_file.url and "{page}" not in player_file.url:
            yield ("server",), "is of no use without {page} in url: nothing would be opened through it"
    if player_file.paths and not player_file.server:
        yield ("paths",), "goes with server: without an origin of its own every leg has its own URL"
    for name, limits in gate_limits(player_file.steady_state):
        yield from unmeetable(("steady-state", name), limits)
    yield from _unset("cookies", player_file.cookies)
    yield from _unset("headers", player_file.headers)


def _folder_problems(folder: Path) -> Iterator[tuple[Place, str]]:
    if not folder.is_dir():
        yield ("folder",), f"{folder}: no such folder"
    elif bundle.entry_of(folder) is None:
        yield ("folder",), f"{folder}: holds none of {', '.join(bundle.ENTRIES)}"


def _unset(key: str, values: Mapping[str, Secret]) -> Iterator[tuple[Place, str]]:
    for name, value in values.items():
        if isinstance(value, FromEnvironment) and value.env not in os.environ:
            yield (key, name, "env"), f"{value.env} is not set in the environment"


def _spec(path: Path, player_file: PlayerFile, document: LocatedYaml) -> PlayerSpec:
    url = player_file.url or (_OWN_PAGE if player_file.server else "")
    problem = template.problem(url, server=bool(player_file.server)) if url else ""
    folder = path.parent / player_file.folder if player_file.folder else None
    return PlayerSpec(
        title=player_file.title,
        file=path.as_posix(),
        url=url,
        folder=folder.as_posix() if folder else "",
        bundle=bundle.bundle_name(path.stem, folder) if folder else "",
        server=(player_file.server or "").rstrip("/"),
        paths=_paths(player_file),
        mode=player_file.mode,
        video=player_file.video or "",
        states=_signs(player_file),
        cookies=_opened(player_file.cookies),
        headers=_opened(player_file.headers),
        unfit=f"{path}:{document.line(('url',))}: url: {problem}" if problem else "",
    )


def _paths(player_file: PlayerFile) -> dict[Leg, tuple[str, ...]]:
    legs: tuple[Leg, ...] = ("flv", "hls", "socket", "api")
    chosen = ((leg, getattr(player_file.paths, leg)) for leg in legs if player_file.paths)
    return {leg: tuple(patterns) for leg, patterns in chosen if patterns is not None}


def _signs(player_file: PlayerFile) -> dict[str, Sign]:
    declared = ((name, getattr(player_file.states, name)) for name in type(player_file.states).model_fields)
    return {
        name: Sign(text=sign.text) if isinstance(sign, ByText) else Sign(selector=sign)
        for name, sign in declared
        if sign is not None
    }


def _opened(values: Mapping[str, Secret]) -> dict[str, SecretStr]:
    return {
        name: SecretStr(os.environ[value.env] if isinstance(value, FromEnvironment) else value)
        for name, value in values.items()
    }
