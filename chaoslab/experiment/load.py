"""Finds and reads experiment files, and checks all of each before anything starts."""

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
        raise ExperimentInvalid(path, "is not a mapping; an experiment begins with `title: …`", line=1)
    document = in_present_names(path, document)
    draws = read_draws(path, document)
    first, *_ = [_checked(path, document, values) for values in extreme_values(draws)]
    return first


def drawn(experiment: ExperimentBase, path: Path, *, seed: int, turn: int) -> tuple[ExperimentBase, dict[str, Drawn]]:
    """The experiment at that path with the values that one trial draws, and those values.

    Raises ExperimentInvalid when the values make no valid experiment together, although each limit and choice does.
    """
    if not experiment.draw:
        return experiment, {}
    values = drawn_values(experiment.draw, *draw_key(path, seed, turn))
    return _checked(path, experiment.document, values, seed=seed, turn=turn), values


def _checked(
    path: Path, document: LocatedYaml, values: Mapping[str, Drawn], *, seed: int | None = None, turn: int = 1
) -> ExperimentBase:
    """The experiment with these values: drawn for a trial, or, without a seed, only to check the file."""
    note = drawn_in_words(values, seed=seed, turn=turn)
    try:
        experiment = experiment_model().model_validate(filled_in(document.value, values))
    except ValidationError as error:
        raise explain_first(path, document, error, model=experiment_model(), note=note, hints=HINTS) from error
    if problem := first_problem(experiment):
        place, why = problem
        raise ExperimentInvalid(path, why + note, line=document.line(place), key=dotted(place))
    experiment._document = document
    return experiment


def find(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Experiment files at these paths: files as given, folders searched for YAML files, sorted."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file in path.rglob("*") if _is_experiment(file.relative_to(path)))
            experiments = sorted(file for file in inside if not file.is_dir())
            if not experiments:
                raise UsageError(f"{path}: contains no experiment (*.yaml, *.yml); name a file or another folder")
            files.extend(experiments)
        elif path.is_file():
            files.append(path)
        else:
            gone = (
                f"is a link to {path.readlink()}, which is not there" if path.is_symlink() else "no such file or folder"
            )
            raise UsageError(f"{path}: {gone}; `experiments/` holds the ones that come with the lab")
    return tuple(dict.fromkeys(files))


def _is_experiment(file: Path) -> bool:
    hidden = any(folder.startswith(".") for folder in file.parts[:-1])  # of a version control, an editor, a cache
    return is_yaml(file) and not hidden and not {"players", "models"} & set(file.parts[:-1])  # which hold other files
