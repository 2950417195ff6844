"""A plan: everything one trial will do, decided before anything starts, and replayed from the journal as it stands."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chaoslab.experiment import Condition, ExperimentBase, conditions, find, load, steady_conditions


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expectation(_Frozen):
    """One probe and what its value must be; exactly the keys that were declared are set."""

    probe: str
    equals: bool | float | tuple[float, ...] | None = None
    within: float | None = None  # tolerance of `equals`, in the probe's unit; for a list, of each item
    at_least: float | None = None
    at_most: float | None = None


class Step(_Frozen):
    """One fault; `at` counts from the opening of the page, `lasting` from `at` (seconds)."""

    at: float
    lasting: float
    fault: str
    settings: dict[str, Any] = Field(default_factory=dict)

    @property
    def lifted_at(self) -> float:
        """Planned end of the fault, in seconds of the trial."""
        return self.at + self.lasting


class RigPlan(_Frozen):
    """What the trial stands on."""

    player: str = "reference"
    mode: Literal["flv", "hls"] = "flv"
    origin: str = "embedded"
    browser: str = "chromium"
    headed: bool = False


class TrialPlan(_Frozen):
    """One cell of a run, carried out once."""

    id: str  # unique in the run, fit for a folder name
    experiment: str  # path of the experiment file as given
    title: str
    claims: tuple[str, ...] = ()
    rig: RigPlan = RigPlan()
    steady_state: tuple[Expectation, ...] = ()
    steps: tuple[Step, ...] = ()
    watch: float = 10.0
    expect: tuple[Expectation, ...] = ()
    repeat: int = 1  # which repetition, from 1
    seed: int = 0

    @property
    def last_lift(self) -> float:
        """Planned time at which the last fault begins to lift (0 without faults), in seconds of the trial."""
        return max((step.lifted_at for step in self.steps), default=0.0)

    @property
    def length(self) -> float:
        """Planned length of the trial in seconds."""
        return self.last_lift + self.watch


class Choices(_Frozen):
    """What the command line may say over all experiment files."""

    origin: str = "embedded"
    browser: str = "chromium"
    headed: bool = False
    player: str | None = None  # over what the file says
    seed: int = 0
    repeat: int | None = None


def read_plans(paths: Sequence[Path], choices: Choices) -> tuple[TrialPlan, ...]:
    """Every trial that the experiment files at these paths ask for."""
    return trial_plans([(file, load(file)) for file in find(paths)], choices)


def trial_plans(found: Sequence[tuple[Path, ExperimentBase]], choices: Choices) -> tuple[TrialPlan, ...]:
    """The cells of a run, in order: every experiment as often as it asks for (or as `choices.repeat` does)."""
    ids = _ids([path for path, _ in found])
    plans: list[TrialPlan] = []
    for (path, one), name in zip(found, ids, strict=True):
        repeats = choices.repeat or one.repeat
        for turn in range(1, repeats + 1):
            trial_id = name if repeats == 1 else f"{name}-{turn:0{len(str(repeats))}d}"
            plans.append(_trial_plan(path, one, choices, trial_id=trial_id, turn=turn))
    return tuple(plans)


def _trial_plan(path: Path, one: ExperimentBase, choices: Choices, *, trial_id: str, turn: int) -> TrialPlan:
    rig = RigPlan(
        player=choices.player or one.rig.player,
        mode=one.rig.mode,
        origin=choices.origin,
        browser=choices.browser,
        headed=choices.headed,
    )
    steps = [
        Step(at=step.at, lasting=step.lasting, fault=step.fault.key, settings=step.fault.chosen.model_dump())
        for step in one.method
    ]
    return TrialPlan(
        id=trial_id,
        experiment=_shown(path),
        title=one.title,
        claims=tuple(one.claims),
        rig=rig,
        steady_state=tuple(_expectation(*pair) for pair in steady_conditions(one)),
        steps=tuple(sorted(steps, key=lambda step: step.at)),
        watch=one.watch,
        expect=tuple(_expectation(*pair) for pair in conditions(one)),
        repeat=turn,
        seed=choices.seed,
    )


def _shown(path: Path) -> str:
    """The path from where the lab was called, which says the same on every machine that has the file there."""
    here, whole = Path.cwd(), path.resolve()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path.as_posix()


def _expectation(probe: str, condition: Condition | bool) -> Expectation:
    if isinstance(condition, bool):
        return Expectation(probe=probe, equals=condition)
    declared = condition.model_dump(exclude_none=True)
    if isinstance(declared.get("equals"), list):
        declared["equals"] = tuple(declared["equals"])
    return Expectation(probe=probe, **declared)


def _ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names without ending; where two are alike, the folder's name goes before."""
    stems = Counter(path.stem for path in paths)
    wanted = [path.stem if stems[path.stem] == 1 else f"{path.parent.name}-{path.stem}" for path in paths]
    seen: Counter[str] = Counter()
    ids = []
    for name in wanted:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return tuple(ids)
