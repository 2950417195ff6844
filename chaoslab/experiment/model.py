"""An experiment file: one question in YAML, checked completely before anything starts."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, create_model, model_validator

from chaoslab import faults, probes
from chaoslab.evidence.picture.latency_slack import LATENCY_SLACK
from chaoslab.experiment.draw import Draw, DrawName
from chaoslab.experiment.method.file_step import step_model
from chaoslab.files.located_yaml import LocatedYaml
from chaoslab.models import Strict

STEADY_WITHIN = 20.0  # seconds, unless an experiment or a player file says otherwise

Tag = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[\w.:/-]+$")]
Slack = Annotated[float, Field(ge=0, le=3600)]


class Limits(Strict):
    """What a probe's value must be, in the probe's unit."""

    equals: bool | float | list[float] | None = Field(None, description="the value, or a list of values in order")
    within: Annotated[float, Field(ge=0)] | None = Field(None, description="tolerance of `equals`, plus or minus")
    within_percent: Annotated[float, Field(gt=0, lt=100)] | None = Field(
        None, description="tolerance of `equals`, plus or minus, in percent of it; of each item for a list"
    )
    at_least: float | None = Field(None, description="lower limit, included")
    at_most: float | None = Field(None, description="upper limit, included")

    @model_validator(mode="after")
    def _has_a_limit(self) -> "Limits":
        if self.equals is None and self.at_least is None and self.at_most is None:
            raise ValueError("needs one of equals, at_least, at_most")
        if self.within is not None and self.equals is None:
            raise ValueError("within goes with equals")
        if self.within_percent is not None and (self.equals is None or self.within is not None):
            raise ValueError("within_percent goes with equals, and takes the place of within")
        return self


class PageChoice(Strict):
    """Options of the reference player, passed in its page's address."""

    breaker: Annotated[bool, Field(description="whether the circuit breaker may open")] = True
    chat: Annotated[bool, Field(description="whether there is a chat")] = True
    viewers: Annotated[int, Field(ge=1, le=20, description="streaming connections of the one page")] = 1


class RigChoice(Strict):
    """The rig that the experiment runs on."""

    player: Annotated[
        str, Field(min_length=1, max_length=2000, description="the player under test: a name, a file or a URL template")
    ] = "reference"
    mode: Annotated[Literal["flv", "hls"], Field(description="the transport that the player starts with")] = "flv"
    page: PageChoice = PageChoice()
    redis: Annotated[bool, Field(description="whether signalling uses Redis, through the `redis` leg")] = False


class _OneKey(Strict):
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
        """Its value."""
        return getattr(self, self.key)


@cache
def fault_model() -> type[_OneKey]:
    """One key, a fault's name, whose value is the fault's settings."""
    fields: dict[str, Any] = {name: (faults.fault_class(name), Field(None)) for name in faults.names()}
    return create_model("FaultChoice", __base__=_OneKey, **fields)


def _limits_type(name: str) -> Any:
    return bool | Limits if probes.probe(name).shape == "yes_no" else Limits


def _probe_fields() -> dict[str, Any]:
    return {name: (_limits_type(name), Field(None, description=probes.probe(name).meaning)) for name in probes.names()}


@cache
def expectation_model() -> type[_OneKey]:
    """One key, a probe's name, whose value is the probe's limits."""
    return create_model("ExpectationChoice", __base__=_OneKey, **_probe_fields())


class SteadyBase(Strict):
    """What a steady state says beside its limits."""

    within: Annotated[float, Field(gt=0, le=86_400)] | None = Field(
        None, description=f"seconds after the opening of the page in which it must be reached ({STEADY_WITHIN:g})"
    )


@cache
def steady_state_model() -> type[SteadyBase]:
    """Any number of probes, each with its limits."""
    return create_model("SteadyState", __base__=SteadyBase, **_probe_fields())


class ExperimentBase(Strict):
    """The fields that do not depend on which faults and probes exist."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    claims: list[str] = Field(default_factory=list, description="ids of the claims that this experiment proves")
    tags: list[Tag] = Field(default_factory=list, description="words of your own, by which `run --tag` chooses")
    rig: RigChoice = RigChoice()
    watch: Annotated[float, Field(gt=0, le=86_400)] = Field(
        10.0, description="seconds observed after the last fault began to lift"
    )
    latency_slack: Slack | None = Field(
        None,
        alias="latency-slack",
        description=f"seconds that a player that recovered may be further behind live than before ({LATENCY_SLACK:g})",
    )
    conforms: list[str] = Field(default_factory=list, description="names of the models that the player must follow")
    repeat: Annotated[int, Field(ge=1, le=1000)] = Field(1, description="how many trials")
    draw: dict[DrawName, Draw] = Field(
        default_factory=dict, description="values drawn anew for each trial; `$NAME` stands for one"
    )
    steady_state: Any
    method: list[Any]
    expect: list[Any]
    _document: LocatedYaml | None = PrivateAttr(None)  # as in the file, with every `$NAME` still in place

    @property
    def document(self) -> LocatedYaml:
        """The file as it was read, with the line of every key."""
        assert self._document is not None, "only an experiment read from a file has one"
        return self._document


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


def expected_limits(experiment: ExperimentBase) -> tuple[tuple[str, Limits | bool], ...]:
    """(probe, limits) of every expectation, in order."""
    return tuple((item.key, item.chosen) for item in experiment.expect)


def steady_limits(experiment: ExperimentBase) -> tuple[tuple[str, Limits | bool], ...]:
    """(probe, limits) of the steady state."""
    return gate_limits(experiment.steady_state)


def gate_limits(gate: Any) -> tuple[tuple[str, Limits | bool], ...]:
    """(probe, limits) of a `steady_state_model`; none when it is None."""
    if gate is None:
        return ()
    probes_named = (name for name in type(gate).model_fields if name not in SteadyBase.model_fields)
    return tuple((name, getattr(gate, name)) for name in probes_named if name in gate.model_fields_set)


def steady_within(gate: Any) -> float | None:
    """Within how many seconds a `steady_state_model` must be reached; None if it does not say so."""
    return gate.within if isinstance(gate, SteadyBase) else None
