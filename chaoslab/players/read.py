"""Reads a player file into what a plan holds."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from chaoslab.english import counted
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.checks.expectations import unmeetable
from chaoslab.experiment.former_names import in_present_names
from chaoslab.experiment.hints import HINTS
from chaoslab.experiment.model import Limits, gate_limits, steady_within
from chaoslab.files.first_mistake import explain_first
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.legs.leg import Leg
from chaoslab.legs.page_routes import server_address
from chaoslab.outward.gate import GATE
from chaoslab.outward.mask import ALONE, Secret
from chaoslab.players import bundle, template
from chaoslab.players.file import ByParts, FromEnvironment, PlayerFile, Sent, StateSign, player_model
from chaoslab.players.secrets import secrets_of
from chaoslab.players.spec import PLAYING, PlayerSpec, Sign

Place = tuple[str | int, ...]
_OWN_PAGE = "{page}/"
_NONE = "none"  # a sign that the player does not have
_TOO_SHORT = (
    f"a secret of less than {ALONE} cannot be masked in every text; use a longer one, "
    "or write the value into the file if it is no secret"
)
_TOKEN = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)  # of a cookie or a header (RFC 9110)


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
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name."""
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "is not a mapping; a player file begins with `title: …`", line=1)
    document = in_present_names(path, document)
    GATE.remember(_secrets_in(document.value))  # before anything is said of the file
    try:
        player_file = player_model().model_validate(document.value)
    except ValidationError as error:
        raise explain_first(path, document, error, model=player_model(), hints=HINTS) from error
    for place, why in _problems(path, player_file):
        raise ExperimentInvalid(path, why, line=document.line(place), key=".".join(map(str, place)))
    steady = dict(gate_limits(player_file.steady_state))
    return Player(
        name=path.stem,
        spec=_spec(path, player_file),
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
    yield from _path_problems(player_file)
    if player_file.url and (why := template.problem(player_file.url, server=bool(player_file.server))):
        yield ("url",), why
    for name, limits in gate_limits(player_file.steady_state):
        yield from unmeetable(("steady-state", name), limits)
    for name, sign in _declared(player_file):
        yield from _sign_problems(("states", name), sign)
    yield from _unset("cookies", player_file.cookies)
    yield from _unset("headers", player_file.headers)


def _path_problems(player_file: PlayerFile) -> Iterator[tuple[Place, str]]:
    if player_file.paths and not player_file.server:
        yield ("paths",), "goes with server: without an origin of its own every leg has its own URL"
    for leg, patterns in _paths(player_file).items():
        for index, pattern in enumerate(patterns):
            if not pattern.startswith(("/", "*")):
                yield ("paths", leg, index), f"{pattern!r} matches no path; begin it with a slash"


def _folder_problems(folder: Path) -> Iterator[tuple[Place, str]]:
    if not folder.is_dir():
        yield ("folder",), f"{folder}: no such folder"
    elif bundle.entry_of(folder) is None:
        yield ("folder",), f"{folder}: holds none of {', '.join(bundle.ENTRIES)}"


def _unset(key: str, values: Mapping[str, Sent]) -> Iterator[tuple[Place, str]]:
    for name, value in values.items():
        if isinstance(value, FromEnvironment) and value.env not in os.environ:
            yield (key, name, "env"), f"{value.env} is not set in the environment"
        elif isinstance(value, FromEnvironment) and len(held := os.environ[value.env]) < ALONE:
            yield (key, name, "env"), f"{value.env} holds {counted(len(held), 'character')}; {_TOO_SHORT}"
    for name in values:
        if not _TOKEN.fullmatch(name):
            yield (key, name), "is not a name that can be sent: letters, digits and !#$%&'*+-.^_`|~ only"


def _secrets_in(content: Mapping[str, Any]) -> tuple[Secret, ...]:
    """What is secret in a file that may be invalid in any way."""
    sent = {key: values if isinstance(values := content.get(key), dict) else {} for key in ("cookies", "headers")}
    cookies, headers = ({str(name): _plain(value) for name, value in values.items()} for values in sent.values())
    return secrets_of(cookies=cookies, headers=headers, url=str(content.get("url", "")))


def _plain(value: Any) -> str:
    return os.environ.get(str(value.get("env")), "") if isinstance(value, dict) else str(value)


def _spec(path: Path, player_file: PlayerFile) -> PlayerSpec:
    url = player_file.url or (_OWN_PAGE if player_file.server else "")
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
        see_through=player_file.see_through or "",
        states=_signs(player_file),
        cookies=_opened(player_file.cookies),
        headers=_opened(player_file.headers),
    )


def _paths(player_file: PlayerFile) -> dict[Leg, tuple[str, ...]]:
    legs: tuple[Leg, ...] = ("flv", "hls", "socket", "api")
    chosen = ((leg, getattr(player_file.paths, leg)) for leg in legs if player_file.paths)
    named = {leg: tuple(patterns) for leg, patterns in chosen if patterns is not None}
    return named | ({"hls": _with_segments(named["hls"])} if "hls" in named else {})


def _with_segments(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """With the segments that a playlist names, which lie beside it."""
    beside = (f"{pattern.rpartition('/')[0]}/*.ts" for pattern in patterns if pattern.endswith(".m3u8"))
    return tuple(dict.fromkeys((*patterns, *beside)))


def _signs(player_file: PlayerFile) -> dict[str, Sign]:
    return {name: _sign(sign) for name, sign in _declared(player_file)}


def _declared(player_file: PlayerFile) -> Iterator[tuple[str, StateSign]]:
    signs = ((name, getattr(player_file.states, name)) for name in type(player_file.states).model_fields)
    return ((name, sign) for name, sign in signs if sign is not None)


def _sign(sign: StateSign) -> Sign:
    if isinstance(sign, str):
        return Sign(absent=True) if sign == _NONE else Sign(selector=sign)
    if isinstance(sign, list):
        return Sign(any_of=tuple(map(_sign, sign)))
    if sign.all is not None:
        return Sign(all_of=tuple(map(_sign, sign.all)))
    return Sign(selector=sign.selector or "", text=sign.text or "")


def _sign_problems(place: Place, sign: StateSign) -> Iterator[tuple[Place, str]]:
    if isinstance(sign, list):
        for index, one in enumerate(sign):
            yield from _part_problems((*place, index), one)
    elif isinstance(sign, ByParts):
        yield from _part_problems(place, sign)
    elif sign == _NONE and place[-1] == PLAYING:
        yield place, "must be seen while the stream plays; leave it out where the player shows nothing then"


def _part_problems(place: Place, part: str | ByParts) -> Iterator[tuple[Place, str]]:
    if isinstance(part, str):
        if part == _NONE:
            yield place, "'none' is no sign among others; it stands alone"
        return
    if part.all is None and part.selector is None and part.text is None:
        yield place, "needs one of selector, text, all"
    elif part.all is not None and (part.selector is not None or part.text is not None):
        yield (*place, "all"), "does not go with selector or text; put them into the list"
    for index, one in enumerate(part.all or ()):
        yield from _part_problems((*place, "all", index), one)


def _opened(values: Mapping[str, Sent]) -> dict[str, SecretStr]:
    return {
        name: SecretStr(os.environ[value.env] if isinstance(value, FromEnvironment) else value)
        for name, value in values.items()
    }
