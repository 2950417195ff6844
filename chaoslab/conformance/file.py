"""A model file: a state machine in YAML, checked whole before anything starts."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Discriminator, Field, Tag, ValidationError, create_model, model_validator

from chaoslab.conformance.model import Model, ModelState, Transition
from chaoslab.conformance.observations import OBSERVATIONS
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment.schema import file_schema
from chaoslab.files.first_mistake import explain_first
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.files.named_file import folders, yaml_files, yaml_named
from chaoslab.files.nearest import did_you_mean
from chaoslab.models import Strict

FOLDER = "models"  # beside experiments

Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Place = tuple[str | int, ...]


class Way(Strict):
    """Where an observation leads, and how long after the state was entered it may come."""

    to: Annotated[Name, Field(description="the state that follows")]
    at_least: Annotated[Seconds | None, Field(description="seconds since the state was entered")] = None
    at_most: Annotated[Seconds | None, Field(description="seconds since the state was entered")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "Way":
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least {self.at_least:g} is more than at_most {self.at_most:g}")
        return self


def _kind(written: Any) -> str:
    """Which of the three notations it is, so that only the mistakes of that one are reported."""
    return "Way" if isinstance(written, dict | Way) else "Ways" if isinstance(written, list) else "Name"


Ways = Annotated[
    Annotated[Name, Tag("Name")] | Annotated[Way, Tag("Way")] | Annotated[list[Way], Tag("Ways")], Discriminator(_kind)
]


class ModelFile(Strict):
    """The fields that do not depend on the list of observations."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    begins: Annotated[Name, Field(description="the state in which the page is opened")]
    ignores: list[Any] = Field(default_factory=list, description="observations that change nothing in any state")
    anywhere: Any = None
    states: dict[str, Any]


@cache
def file_model() -> type[ModelFile]:
    """The whole file."""
    names: list[Any] = sorted(OBSERVATIONS)
    known: Any = Annotated[str, Field(json_schema_extra={"enum": names})]
    goes: dict[str, Any] = {name: (Ways | None, Field(None, description=words)) for name, words in OBSERVATIONS.items()}
    state = create_model(
        "State",
        __base__=Strict,
        ignores=(list[known], Field(default_factory=list, description="observations that change nothing here")),
        within=(Seconds | None, Field(None, description="seconds within which the state must be left")),
        **goes,
    )
    anywhere = create_model(
        "Anywhere",
        __base__=Strict,
        **{name: (Name | None, Field(None)) for name in OBSERVATIONS},  # type: ignore[call-overload]
    )
    return create_model(
        "Model",
        __base__=ModelFile,
        ignores=(list[known], Field(default_factory=list, description="observations that change nothing anywhere")),
        anywhere=(anywhere, Field(None, description="observations that lead on from every state")),
        states=(dict[Name, state], Field(min_length=1, description="the states by their names")),  # type: ignore[valid-type]
    )


def model_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors."""
    return file_schema(file_model())


def find_models(names: Sequence[str], experiments: Sequence[Path]) -> tuple[Model, ...]:
    """The named models, in order. Raises UsageError for an unknown name, ExperimentInvalid for a bad file."""
    return tuple(read_model(_find(name, folders(FOLDER, experiments))) for name in dict.fromkeys(names))


def read_model(path: Path) -> Model:
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name."""
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "is not a mapping; a model begins with `title: …`", line=1)
    try:
        file = file_model().model_validate(document.value)
    except ValidationError as error:
        raise explain_first(path, document, error, model=file_model()) from error
    model = _model(path.stem, file)
    for place, why in _problems(model, file):
        raise ExperimentInvalid(path, why, line=document.line(place), key=".".join(map(str, place)))
    return model


def _find(name: str, places: Sequence[Path]) -> Path:
    for folder in places:
        if file := yaml_named(folder, name):
            return file
    known = sorted({file.stem for folder in places for file in yaml_files(folder)})
    nearest = did_you_mean(name, known, cutoff=0.4)
    raise UsageError(f"{name!r} is no known model{nearest} (known: {', '.join(known) or 'none'})")


def _model(name: str, file: ModelFile) -> Model:
    return Model(
        name=name,
        title=file.title,
        begins=file.begins,
        ignores=tuple(file.ignores),
        anywhere=_present(file.anywhere),
        states={key: _state(state) for key, state in file.states.items()},
    )


def _present(part: BaseModel | None) -> dict[str, Any]:
    if part is None:
        return {}
    return {name: getattr(part, name) for name in OBSERVATIONS if getattr(part, name) is not None}


def _state(state: Any) -> ModelState:
    goes = {name: _ways(ways) for name, ways in _present(state).items()}
    return ModelState(goes=goes, ignores=tuple(state.ignores), within=state.within)


def _ways(ways: str | Way | list[Way]) -> tuple[Transition, ...]:
    if isinstance(ways, str):
        return (Transition(to=ways),)
    return tuple(Transition(**way.model_dump()) for way in ([ways] if isinstance(ways, Way) else ways))


def _problems(model: Model, file: ModelFile) -> Iterator[tuple[Place, str]]:
    for place, target in _targets(model):
        if target not in model.states:
            yield place, f"{target!r} is not a state of this model{did_you_mean(target, model.states)}"
    lists: list[tuple[Place, Sequence[str]]] = [(("ignores",), file.ignores)]
    lists += [(("states", name, "ignores"), state.ignores) for name, state in model.states.items()]
    for place, ignored in lists:
        for index, name in enumerate(ignored):
            if name not in OBSERVATIONS:
                yield (*place, index), f"{name!r} is not known{did_you_mean(name, OBSERVATIONS)}"
    yield from _unreached(model)


def _targets(model: Model) -> Iterator[tuple[Place, str]]:
    yield ("begins",), model.begins
    for name, target in model.anywhere.items():
        yield ("anywhere", name), target
    for key, state in model.states.items():
        for name, ways in state.goes.items():
            yield from ((("states", key, name), way.to) for way in ways)


def _unreached(model: Model) -> Iterator[tuple[Place, str]]:
    reached, new = set[str](), {model.begins, *model.anywhere.values()}
    while new:
        reached |= new
        new = {way.to for key in new for ways in model.states[key].goes.values() for way in ways} - reached
    for key in model.states:
        if key not in reached:
            yield ("states", key), "nothing leads to this state"
