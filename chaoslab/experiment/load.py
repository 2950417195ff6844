"""Reads experiment files: finds them, and checks each whole."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.checks.expectations import first_problem
from chaoslab.experiment.draw import Drawn, draw_key, drawn_in_words, drawn_values, extreme_values
from chaoslab.experiment.draws_in_file import filled_in, read_draws
from chaoslab.experiment.former_names import in_present_names
from chaoslab.experiment.hints import HINTS
from chaoslab.experiment.model import ExperimentBase, experiment_model
from chaoslab.files.first_mistake import explain_first
from chaoslab.files.located_yaml import LocatedYaml, dotted
from chaoslab.files.named_file import is_yaml


def load(path: Path) -> ExperimentBase:
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name."""
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "holds no mapping; an experiment begins with `title: …`", line=1)
    document = in_present_names(path, document)
    draws = read_draws(path, document)
    first, *_ = [_checked(path, document, values) for values in extreme_values(draws)]
    return first


def drawn(found: ExperimentBase, path: Path, *, seed: int, turn: int) -> tuple[ExperimentBase, dict[str, Drawn]]:
    """The experiment of the file at that path as one trial has it, and the values that this one draws.

    Raises ExperimentInvalid where those make no sound experiment, though each limit and choice does.
    """
    if not found.draw:
        return found, {}
    values = drawn_values(found.draw, *draw_key(path, seed, turn))
    return _checked(path, found.document, values, seed=seed, turn=turn), values


def _checked(
    path: Path, document: LocatedYaml, values: Mapping[str, Drawn], *, seed: int | None = None, turn: int = 1
) -> ExperimentBase:
    """The experiment where that was drawn, by a trial or, without a seed, by none yet."""
    note = drawn_in_words(values, seed=seed, turn=turn)
    try:
        found = experiment_model().model_validate(filled_in(document.value, values))
    except ValidationError as error:
        raise explain_first(path, document, error, model=experiment_model(), note=note, hints=HINTS) from error
    if problem := first_problem(found):
        place, why = problem
        raise ExperimentInvalid(path, why + note, line=document.line(place), key=dotted(place))
    found._document = document
    return found


def find(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Experiment files at these paths: files as given, folders searched for *.yaml, sorted."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_experiment(file.relative_to(path)))
            if not inside:
                raise UsageError(f"{path}: holds no experiment (*.yaml); name a file or another folder")
            found.extend(inside)
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError(f"{path}: no such file or folder; `experiments/` holds the ones that come with the lab")
    return tuple(dict.fromkeys(found))


def _is_experiment(file: Path) -> bool:
    return is_yaml(file) and not {"players", "models"} & set(file.parts[:-1])  # of other files
