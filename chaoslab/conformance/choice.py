"""Which models a trial is held against: those that the experiment names, and those of the player's own file."""

from collections.abc import Sequence
from pathlib import Path

from chaoslab.conformance.file import find_models
from chaoslab.conformance.model import Model
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.located_yaml import LocatedYaml
from chaoslab.players.read import Player


def models_of(path: Path, names: Sequence[str], player: Player) -> tuple[Model, ...]:
    """Each once, the experiment's first. Raises ExperimentInvalid with the file, the line and the nearest name."""
    own = Path(player.spec.file) if player.spec and player.spec.file else path
    found = [*_found(path, names, beside=path), *_found(own, player.conforms, beside=path)]
    return tuple({one.name: one for one in found}.values())


def _found(said_in: Path, names: Sequence[str], *, beside: Path) -> tuple[Model, ...]:
    try:
        return find_models(names, [said_in, beside])
    except ExperimentInvalid:
        raise  # of a model file, which says its own place
    except UsageError as error:
        line = LocatedYaml.read(said_in).line(("conforms",))
        raise ExperimentInvalid(said_in, str(error), line=line, key="conforms") from error
