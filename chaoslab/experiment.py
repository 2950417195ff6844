"""An experiment file: one question in YAML, checked whole before anything starts."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, create_model, model_validator

from chaoslab import fault, probe
from chaoslab.draw_places import filled_in
from chaoslab.draws import Draw, Drawn, DrawName, draw_key, drawn_in_words, drawn_values, extreme_values
from chaoslab.errors import ExperimentInvalid, UsageError
from chaoslab.experiment_draws import read_draws
from chaoslab.experiment_errors import explain_first
from chaoslab.experiment_sense import first_problem
from chaoslab.experiment_step import step_model
from chaoslab.located_yaml import LocatedYaml, dotted


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=False, allow_inf_nan=False)


class Condition(_Strict):
    """What a probe's value must be, in the probe's unit."""

    equals: bool | float | list[float] | None = Field(None, description="the value, or a list of values in order")
    within: Annotated[float, Field(ge=0)] | None = Field(None, description="tolerance of `equals`, plus or minus")
    within_percent: Annotated[float, Field(gt=0, lt=100)] | None = Field(
        None, description="tolerance of `equals`, plus or minus, in percent of it; of each item for a list"
    )
    at_least: float | None = Field(None, description="lower limit, included")
    at_most: float | None = Field(None, description="upper limit, included")

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if self.equals is None and self.at_least is None and self.at_most is None:
            raise ValueError("needs one of equals, at_least, at_most")
        if self.within is not None and self.equals is None:
            raise ValueError("within goes with equals")
        if self.within_percent is not None and (self.equals is None or self.within is not None):
            raise ValueError("within_percent goes with equals, and takes the place of within")
        return self


class PageChoice(_Strict):
    """What the reference player's page is told in its address."""

    breaker: Annotated[bool, Field(description="whether the circuit breaker may open")] = True
    chat: Annotated[bool, Field(description="whether there is a chat")] = True
    viewers: Annotated[int, Field(ge=1, le=20, description="streaming connections of the one page")] = 1


class RigChoice(_Strict):
    """What the experiment stands on."""

    player: Annotated[
        str, Field(min_length=1, max_length=2000, description="the player under test: a name, a file or a URL template")
    ] = "reference"
    mode: Annotated[Literal["flv", "hls"], Field(description="the transport that the player starts with")] = "flv"
    page: PageChoice = PageChoice()
    redis: Annotated[bool, Field(description="whether signalling stands on Redis, behind the `redis` leg")] = False


class _OneKey(_Strict):
    @model_validator(mode="after")
    def _exactly_one(self) -> "_OneKey":
        if len(self.model_fields_set) != 1:
            raise ValueError(f"needs exactly one of {', '.join(type(self).model_fields)}")
        return self

    @property
    def key(self) -> str:
        """The one key that was given."""
        return next(iter(self.model_fields_set))

    @property
    def chosen(self) -> Any:
        """What stands behind it."""
        return getattr(self, self.key)


@cache
def fault_model() -> type[_OneKey]:
    """One key, a fault's name, and its settings behind it."""
    fields: dict[str, Any] = {name: (fault.fault_class(name), Field(None)) for name in fault.names()}
    return create_model("FaultChoice", __base__=_OneKey, **fields)


def _condition_type(name: str) -> Any:
    return bool | Condition if probe.probe(name).shape == "yes_no" else Condition


def _probe_fields() -> dict[str, Any]:
    return {name: (_condition_type(name), Field(None, description=probe.probe(name).meaning)) for name in probe.names()}


@cache
def expectation_model() -> type[_OneKey]:
    """One key, a probe's name, and its condition behind it."""
    return create_model("ExpectationChoice", __base__=_OneKey, **_probe_fields())


@cache
def steady_state_model() -> type[BaseModel]:
    """Any number of probes, each with its condition."""
    return create_model("SteadyState", __base__=_Strict, **_probe_fields())


class ExperimentBase(_Strict):
    """The fields that do not depend on which faults and probes there are."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    claims: list[str] = Field(default_factory=list, description="ids of the claims that this experiment proves")
    rig: RigChoice = RigChoice()
    watch: Annotated[float, Field(gt=0, le=86_400)] = Field(
        10.0, description="seconds observed after the last fault began to lift"
    )
    conforms: list[str] = Field(default_factory=list, description="names of the models that the player must follow")
    repeat: Annotated[int, Field(ge=1, le=1000)] = Field(1, description="how many trials")
    draw: dict[DrawName, Draw] = Field(
        default_factory=dict, description="values drawn anew for each trial; `$NAME` stands for one"
    )
    steady_state: Any
    method: list[Any]
    expect: list[Any]
    _document: LocatedYaml | None = PrivateAttr(None)  # as the file has it, with `$NAME` in its places

    def drawn(self, path: Path, *, seed: int, turn: int) -> tuple["ExperimentBase", dict[str, Drawn]]:
        """The experiment of the file at that path as one trial has it, and the values that this one draws.

        Raises ExperimentInvalid where those make no sound experiment, though each limit and choice does.
        """
        if not self.draw or self._document is None:
            return self, {}
        values = drawn_values(self.draw, *draw_key(path, seed, turn))
        return _checked(path, self._document, values, seed=seed, turn=turn), values


@cache
def experiment_model() -> type[ExperimentBase]:
    """The whole file."""
    step = step_model(fault_model())
    return create_model(
        "Experiment",
        __base__=ExperimentBase,
        steady_state=(
            steady_state_model(),
            Field(None, alias="steady-state", description="must hold for 2 s before the first fault"),
        ),
        method=(list[step], Field(default_factory=list, description="the faults, each with its time")),  # type: ignore[valid-type]
        expect=(
            list[expectation_model()],  # type: ignore[misc, arg-type]
            Field(min_length=1, description="what must hold over the whole trial"),
        ),
    )


def load(path: Path) -> ExperimentBase:
    """Read and check one file. Raises ExperimentInvalid with the line, the key and the nearest known name."""
    document = LocatedYaml.read(path)
    if not isinstance(document.value, dict):
        raise ExperimentInvalid(path, "holds no mapping; an experiment begins with `title: …`", line=1)
    draws = read_draws(path, document)
    found = [_checked(path, document, values) for values in extreme_values(draws)]
    found[0]._document = document
    return found[0]


def _checked(
    path: Path, document: LocatedYaml, values: Mapping[str, Drawn], *, seed: int | None = None, turn: int = 1
) -> ExperimentBase:
    """The experiment where that was drawn, by a trial or, without a seed, by none yet."""
    drawn = drawn_in_words(values, seed=seed, turn=turn)
    try:
        found = experiment_model().model_validate(filled_in(document.value, values))
    except ValidationError as error:
        raise explain_first(path, document, error, model=experiment_model(), note=drawn) from error
    if problem := first_problem(found):
        place, why = problem
        raise ExperimentInvalid(path, why + drawn, line=document.line(place), key=dotted(place))
    return found


def find(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Experiment files at these paths: files as given, folders searched for *.yaml, sorted."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*.y*ml") if _is_experiment(file.relative_to(path)))
            if not inside:
                raise UsageError(f"{path}: holds no experiment (*.yaml); name a file or another folder")
            found.extend(inside)
        elif path.is_file():
            found.append(path)
        else:
            raise UsageError(f"{path}: no such file or folder; `experiments/` holds the ones that come with the lab")
    return tuple(dict.fromkeys(found))


def _is_experiment(file: Path) -> bool:
    return file.suffix in (".yaml", ".yml") and not {"players", "models"} & set(file.parts[:-1])  # of other files


def conditions(found: ExperimentBase) -> tuple[tuple[str, Condition | bool], ...]:
    """(probe, condition) of every expectation, in order."""
    return tuple((item.key, item.chosen) for item in found.expect)


def steady_conditions(found: ExperimentBase) -> tuple[tuple[str, Condition | bool], ...]:
    """(probe, condition) of the steady state."""
    return gate_conditions(found.steady_state)


def gate_conditions(gate: Any) -> tuple[tuple[str, Condition | bool], ...]:
    """(probe, condition) of what a `steady_state_model` holds; none where it is None."""
    if gate is None:
        return ()
    return tuple((name, getattr(gate, name)) for name in type(gate).model_fields if name in gate.model_fields_set)
