"""Finds the player that a name, a path or a URL template stands for."""

import difflib
from collections.abc import Sequence
from pathlib import Path

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.is_file import is_file
from chaoslab.located_yaml import LocatedYaml
from chaoslab.player import DEFECTS, REFERENCE
from chaoslab.players import template
from chaoslab.players.read import Player, read_player
from chaoslab.players.spec import PlayerSpec

FOLDER = "players"  # beside experiments
_OURS = Path(__file__).parents[2] / "experiments" / FOLDER


def find_players(wanted: Sequence[tuple[Path, str]], *, over: str | None) -> tuple[Player, ...]:
    """The player of each (experiment's path, player as it says), or of each the one that the command line says.

    Raises UsageError for the command line's words, ExperimentInvalid for those of a file.
    """
    paths = [path for path, _ in wanted]
    known: dict[str, Player] = {}
    for path, said in wanted:
        words = over or said
        if words not in known:
            known[words] = _find(words, paths, said_in=None if over else path)
    return tuple(known[over or said] for _, said in wanted)


def _find(words: str, paths: Sequence[Path], *, said_in: Path | None) -> Player:
    try:
        return find_player(words, paths)
    except ExperimentInvalid:
        raise  # of a player file, which says its own place
    except UsageError as error:
        if said_in is None:
            raise UsageError(f"--player {error}") from error
        line = LocatedYaml.read(said_in).line(("rig", "player"))
        raise ExperimentInvalid(said_in, str(error), line=line, key="rig.player") from error


def find_player(words: str, experiments: Sequence[Path]) -> Player:
    """`reference[:DEFECT]`, a file's path, a file's name, or a template; files are looked for in `folders`.

    Raises UsageError with the nearest name, ExperimentInvalid for a file that says no player.
    """
    if words in _reference():
        return Player(words)
    if template.is_template(words):
        wrong = template.problem(words, server=False)
        return Player(words, PlayerSpec(title=words, url=words, unfit=wrong))
    if words.endswith((".yaml", ".yml")):
        if not is_file(Path(words)):
            raise UsageError(f"{_line(words)}: no such file")
        return read_player(Path(words))
    places = folders(experiments)
    for folder in places:
        if is_file(file := folder / f"{words}.yaml"):
            return read_player(file)
    raise UsageError(f"{_line(words)}: is not known{_nearest(words, places)}")


def _line(words: str) -> str:
    return words if words.isprintable() else repr(words)


def folders(experiments: Sequence[Path]) -> tuple[Path, ...]:
    """Where player files are: beside the experiments, in `experiments/` here, in that of the lab itself."""
    near = [place for path in experiments for place in (path, *path.resolve().parents[:2])]
    found = [place / FOLDER for place in near if place.is_dir()]
    return tuple(dict.fromkeys((*found, Path("experiments") / FOLDER, _OURS)))


def _reference() -> tuple[str, ...]:
    return (REFERENCE, *(f"{REFERENCE}:{defect}" for defect in DEFECTS))


def _nearest(words: str, places: Sequence[Path]) -> str:
    files = sorted({file.stem for folder in places for file in folder.glob("*.yaml")})
    known = [*_reference(), *files]
    close = difflib.get_close_matches(words, known, n=1, cutoff=0.4)
    nearest = f"; did you mean {close[0]!r}?" if close else ""
    return f"{nearest} (known: {', '.join(known)}; or the path of a player file, or a URL with {{flv}}, {{hls}} in it)"
