"""Finds the player that a name, a path or a URL template stands for."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.model import ExperimentBase
from chaoslab.files.named_file import YAML_ENDINGS, folders, is_file, lies_in, yaml_files, yaml_named
from chaoslab.files.nearest import unknown_among
from chaoslab.outward.gate import GATE
from chaoslab.players import template
from chaoslab.players.read import Player, read_player
from chaoslab.players.reference import DEFECTS, REFERENCE
from chaoslab.players.secrets import secrets_of
from chaoslab.players.spec import PlayerSpec
from chaoslab.setup.places import EXPERIMENTS

FOLDER = "players"  # beside experiments


def find_players(experiments: Sequence[tuple[Path, ExperimentBase]], *, over: str | None) -> tuple[Player, ...]:
    """The player of each experiment: the one its file names, or for all of them the command line's (`over`).

    Raises UsageError for a mistake on the command line, ExperimentInvalid for one in a file.
    """
    paths = [path for path, _ in experiments]
    known: dict[str, Player] = {}
    for path, experiment in experiments:
        words = over or experiment.rig.player
        if not over:
            _refuse_what_lies_elsewhere(path, experiment)
        if words not in known:
            known[words] = _find(words, paths, named_in=None if over else (path, experiment))
    return tuple(known[over or experiment.rig.player] for _, experiment in experiments)


def _find(words: str, paths: Sequence[Path], *, named_in: tuple[Path, ExperimentBase] | None) -> Player:
    try:
        return find_player(words, paths)
    except ExperimentInvalid:
        raise  # about a player file; it names that file and line
    except UsageError as error:
        if named_in is None:
            raise UsageError(f"--player {error}") from error
        raise _invalid(*named_in, str(error)) from error


def _invalid(path: Path, experiment: ExperimentBase, problem: str) -> ExperimentInvalid:
    line = experiment.document.line(("rig", "player"))
    return ExperimentInvalid(path, problem, line=line, key="rig.player")


def _refuse_what_lies_elsewhere(path: Path, experiment: ExperimentBase) -> None:
    """An experiment may come from anybody: only whoever calls the lab may name any file of the machine."""
    words = experiment.rig.player
    if template.is_template(words):
        file = _page_on_disk(words)
    else:
        file = Path(words) if Path(words).suffix.lower() in YAML_ENDINGS else None
    if file and not any(lies_in(file, folder) for folder in (Path(), path.parent, EXPERIMENTS)):
        why = "lies neither beside the experiment nor in the folder that the lab is called in"
        raise _invalid(path, experiment, f"{_line(words)}: {why}; name it by --player")


def _page_on_disk(address: str) -> Path | None:
    """The file that a `file:` address leads to; None for another's."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def find_player(words: str, experiments: Sequence[Path]) -> Player:
    """`reference[:DEFECT]`, a file's path, a file's name, or a template; files are looked for in `folders`.

    Raises UsageError with the nearest name or placeholder, ExperimentInvalid for an invalid player file.
    """
    if words in reference_names():
        return Player(words)
    if template.is_template(words):
        GATE.remember(secrets_of(cookies={}, headers={}, url=words))
        if problem := template.problem(words, server=False):
            raise UsageError(f"{_line(words)}: {problem}")
        spec = PlayerSpec(title=GATE.text(words), url=words)
        return Player(spec.title, spec)
    if Path(words).suffix.lower() in YAML_ENDINGS:
        if not is_file(Path(words)):
            raise UsageError(f"{_line(words)}: no such file")
        return read_player(Path(words))
    places = folders(FOLDER, experiments)
    for folder in places:
        if file := yaml_named(folder, words):
            return read_player(file)
    raise UsageError(f"{_line(words)}: is not known{_nearest(words, places)}")


def _line(words: str) -> str:
    return words if words.isprintable() else repr(words)


def reference_names() -> tuple[str, ...]:
    """The lab's own player, as it should be and with each of its defects."""
    return (REFERENCE, *(f"{REFERENCE}:{defect}" for defect in DEFECTS))


def _nearest(words: str, places: Sequence[Path]) -> str:
    files = sorted({file.stem for folder in places for file in yaml_files(folder)})
    known = [*reference_names(), *files]
    nearest = unknown_among(words, known, command="players")
    return f"{nearest} (or give the path of a player file, or a URL with {{flv}}, {{hls}} in it)"
