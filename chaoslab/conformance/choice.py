"""Which models a trial is held against: those that the experiment names, and those of the player's own file."""

from collections.abc import Sequence
from pathlib import Path

from chaoslab.conformance.file import find_models
from chaoslab.conformance.model import Model
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.model import ExperimentBase
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.players.read import Player


def models_of(path: Path, experiment: ExperimentBase, player: Player) -> tuple[Model, ...]:
    """Each once, the experiment's first. Raises ExperimentInvalid with the file, the line and the nearest name."""
    own = (Path(player.spec.file), player.document) if player.spec and player.document else (path, experiment.document)
    models = (
        *_named(experiment.conforms, path, experiment.document, beside=path),
        *_named(player.conforms, *own, beside=path),
    )
    return tuple({model.name: model for model in models}.values())


def _named(names: Sequence[str], file: Path, document: LocatedYaml, *, beside: Path) -> tuple[Model, ...]:
    """The models that a file names."""
    try:
        return find_models(names, [file, beside])
    except ExperimentInvalid:
        raise  # about a model file, and already with its line
    except UsageError as error:
        line = document.line(("conforms",))
        raise ExperimentInvalid(file, str(error), line=line, key="conforms") from error
