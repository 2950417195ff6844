"""One player of the catalog: what its name stands for, what is known about it, and what is wrong with its file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chaoslab.catalog.usage import from_here
from chaoslab.conformance.file import find_models
from chaoslab.errors import LabError, UsageError
from chaoslab.files.named_file import YAML_ENDINGS, folders, yaml_files
from chaoslab.files.nearest import unknown_among
from chaoslab.outward.gate import GATE
from chaoslab.players import template
from chaoslab.players.find import FOLDER, find_player, reference_names
from chaoslab.players.read import Player, read_player
from chaoslab.players.reference import DEFECTS, defect_of
from chaoslab.players.spec import STATES, PlayerSpec

_TITLE = "the lab's own player"


@dataclass(frozen=True, slots=True)
class PlayerEntry:
    """Everything to know about one player before it is opened; of secrets, only the names."""

    name: str  # as `--player` and `rig: {player: …}` take it
    title: str = ""
    breaks: str = ""  # what the reference player with a defect does wrong on purpose
    kind: str = ""  # `reference`, `url`, `folder` or `server`
    opened: str = ""  # the template, the folder or the address behind the kind
    file: Path | None = None
    mode: str = ""  # the transport that it always starts with; empty: as each experiment says
    states: Mapping[str, str] = field(default_factory=dict)  # of the page, and how each is seen
    models: tuple[str, ...] = ()  # that it must follow, whatever an experiment says
    secrets: tuple[str, ...] = ()  # as `cookie session`
    problem: str = ""  # why it cannot be opened


def player_entries(near: Path) -> tuple[PlayerEntry, ...]:
    """Every player that a name can stand for in an experiment in the folder `near`."""
    entries = {name: _entry(Player(name)) for name in reference_names()}
    for file in _files(near):
        entries.setdefault(file.stem, _of_file(file))
    return tuple(entries.values())


def player_entry(name: str, near: Path) -> PlayerEntry:
    """The player that a name, a file's path or a URL template stands for.

    Raises UsageError with the nearest name, ExperimentInvalid for an invalid player file.
    """
    known = tuple(dict.fromkeys((*reference_names(), *(file.stem for file in _files(near)))))
    if name not in known and not template.is_template(name) and Path(name).suffix.lower() not in YAML_ENDINGS:
        raise UsageError(f"{name}: there is no such player{unknown_among(name, known, command='players')}")
    return _entry(find_player(name, [near / "experiment.yaml"]))


def _files(near: Path) -> Iterator[Path]:
    for folder in folders(FOLDER, [near / "experiment.yaml"]):
        yield from yaml_files(folder)


def _of_file(file: Path) -> PlayerEntry:
    try:
        return _entry(read_player(file))
    except LabError as error:
        return PlayerEntry(file.stem, file=from_here(file), problem=GATE.text(str(error)))


def _entry(player: Player) -> PlayerEntry:
    if player.spec is None:
        breaks = DEFECTS.get(defect_of(player.name) or "", "")
        title = f"{_TITLE}, with one rule broken on purpose: it {breaks}" if breaks else _TITLE
        return PlayerEntry(player.name, title, breaks, "reference", states=dict.fromkeys(STATES, "by the lab"))
    spec = player.spec
    file = Path(spec.file) if spec.file else None
    kind, opened = _opened(spec)
    return PlayerEntry(
        name=player.name,
        title=GATE.text(spec.title),
        kind=kind,
        opened=GATE.text(opened),
        file=from_here(file) if file else None,
        mode=spec.mode or "",
        states={name: sign.in_words() for name, sign in spec.states.items()},
        models=player.conforms,
        secrets=(*(f"cookie {name}" for name in spec.cookies), *(f"header {name}" for name in spec.headers)),
        problem=_models_missing(player.conforms, file),
    )


def _opened(spec: PlayerSpec) -> tuple[str, str]:
    if spec.folder:
        return "folder", spec.folder
    return ("server", spec.server) if spec.server else ("url", spec.url)


def _models_missing(names: Sequence[str], file: Path | None) -> str:
    try:
        find_models(names, [file] if file else [])
    except LabError as error:
        return str(error)
    return ""
