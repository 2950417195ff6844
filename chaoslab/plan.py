"""A plan: everything one trial will do, decided before anything starts, and replayed from the journal as it stands."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from chaoslab.conformance.choice import models_of
from chaoslab.conformance.model import Model
from chaoslab.draws import Drawn, draw_key, drawn_in_words
from chaoslab.errors import ExperimentInvalid
from chaoslab.experiment import Condition, ExperimentBase, conditions, find, load, steady_conditions
from chaoslab.located_yaml import LocatedYaml, dotted
from chaoslab.method_steps import method_steps
from chaoslab.plan_step import After, Step
from chaoslab.players.find import find_players
from chaoslab.players.read import Player
from chaoslab.players.spec import PlayerSpec
from chaoslab.rig_sense import legs_of, origin_problems, rig_problems
from chaoslab.step_faults import faults_at_hand
from chaoslab.step_spans import spans

__all__ = ["After", "Choices", "Expectation", "PagePlan", "RigPlan", "Step", "TrialPlan", "read_plans", "trial_plans"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Expectation(_Frozen):
    """One probe and what its value must be; exactly the keys that were declared are set."""

    probe: str
    equals: bool | float | tuple[float, ...] | None = None
    within: float | None = None  # tolerance of `equals`, in the probe's unit; for a list, of each item
    within_percent: float | None = None  # tolerance of `equals` in percent of it; for a list, of each item
    at_least: float | None = None
    at_most: float | None = None


class PagePlan(_Frozen):
    """What the reference player's page is told in its address."""

    breaker: bool = True
    chat: bool = True
    viewers: int = 1  # streaming connections of the one page


class RigPlan(_Frozen):
    """What the trial stands on."""

    player: str = "reference"  # as reports name it
    spec: PlayerSpec | None = None  # of a player that is not the reference one
    mode: Literal["flv", "hls"] = "flv"
    origin: str = "embedded"
    browser: str = "chromium"
    headed: bool = False
    page: PagePlan = PagePlan()
    redis: bool = False  # whether the signalling server keeps what it knows in a Redis behind a leg of its own


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
    models: tuple[Model, ...] = ()  # the state machines that the player must follow
    repeat: int = 1  # which repetition, from 1
    seed: int = 0
    drawn: dict[str, Drawn] = Field(default_factory=dict)  # what the experiment drew, by name

    @property
    def last_lift(self) -> float:
        """Latest time at which the last fault can begin to lift (0 without faults), in planned seconds of the trial."""
        return max((span.lift.high for span in spans(self.steps)), default=0.0)

    @property
    def begins_broken(self) -> bool:
        """Whether a fault is in place before the page is opened; then there is no steady state to wait for."""
        return any(step.before_the_page for step in self.steps)

    @property
    def length(self) -> float:
        """Planned length of the trial in seconds, at most so long where it waits for conditions."""
        return self.last_lift + self.watch

    @property
    def length_known(self) -> bool:
        """Whether it lasts just so long, as no step waits for anything."""
        return all(span.start.known and span.lift.known for span in spans(self.steps))


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
    ids = _ids([(path, choices.repeat or one.repeat) for path, one in found])
    players = find_players([(path, one.rig.player) for path, one in found], over=choices.player)
    plans: list[TrialPlan] = []
    for (path, one), trial_ids, player in zip(found, ids, players, strict=True):
        for turn, trial_id in enumerate(trial_ids, 1):
            plan = _trial_plan(path, one, choices, player, turn=turn)
            plans.append(plan.model_copy(update={"id": trial_id}))
    return tuple(plans)


def _refuse_what_the_rig_lacks(path: Path, one: ExperimentBase, choices: Choices, player: Player, *, note: str) -> None:
    """Raise ExperimentInvalid for a step that no trial could carry out with that player and that origin."""
    legs = legs_of(player.spec, redis=one.rig.redis)
    problems = [
        *rig_problems(one.method, legs, player.name, player.spec),
        *origin_problems(one.method, choices.origin, path.parent),
    ]
    if problems:
        place, why = problems[0]
        line = LocatedYaml.read(path).line(place)
        raise ExperimentInvalid(path, why + note, line=line, key=dotted(place))


def _rig(one: ExperimentBase, choices: Choices, player: Player) -> RigPlan:
    return RigPlan(
        player=player.name,
        spec=player.spec,
        mode=(player.spec.mode if player.spec else None) or one.rig.mode,
        origin=choices.origin,
        browser=choices.browser,
        headed=choices.headed,
        page=PagePlan.model_validate(one.rig.page.model_dump()),
        redis=one.rig.redis,
    )


def _gate(one: ExperimentBase, player: Player) -> dict[str, Condition | bool]:
    """The steady state, in which a player's own word on a probe counts; none where the trial begins broken."""
    begins_broken = any(step.before_the_page for step in one.method)
    return {} if begins_broken else {**dict(steady_conditions(one)), **player.steady}


def _trial_plan(path: Path, one: ExperimentBase, choices: Choices, player: Player, *, turn: int) -> TrialPlan:
    """The plan of one of an experiment's trials, which has no id yet."""
    one, drawn = one.drawn(path, seed=choices.seed, turn=turn)
    note = drawn_in_words(drawn, seed=choices.seed, turn=turn)
    _refuse_what_the_rig_lacks(path, one, choices, player, note=note)
    return TrialPlan(
        id="",
        experiment=_shown(path),
        title=one.title,
        claims=tuple(one.claims),
        rig=_rig(one, choices, player),
        steady_state=tuple(_expectation(*pair) for pair in _gate(one, player).items()),
        steps=faults_at_hand(method_steps(one.method), path.parent, draw_key(path, choices.seed, turn)),
        watch=one.watch,
        expect=tuple(_expectation(*pair) for pair in conditions(one)),
        models=models_of(path, one.conforms, player),
        repeat=turn,
        seed=choices.seed,
        drawn=drawn,
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


def _ids(wanted: Sequence[tuple[Path, int]]) -> tuple[tuple[str, ...], ...]:
    """The ids of the trials of each file, which is carried out so many times; no two of the run are alike.

    A name with `~2` takes the place of one whose trials would share an id with those of a file before.
    """
    names = _names([path for path, _ in wanted])
    plain = {one for name, (_, repeats) in zip(names, wanted, strict=True) for one in _repeated(name, repeats)}
    given: set[str] = set()
    found = []
    for name, (_, repeats) in zip(names, wanted, strict=True):
        ids, turn = _repeated(name, repeats), 1
        while not given.isdisjoint(ids) or (turn > 1 and not plain.isdisjoint(ids)):
            turn += 1
            ids = _repeated(f"{name}~{turn}", repeats)
        given.update(ids)
        found.append(ids)
    return tuple(found)


def _repeated(name: str, repeats: int) -> tuple[str, ...]:
    """The ids of an experiment's trials, which sort in their order."""
    if repeats == 1:
        return (name,)
    return tuple(f"{name}-{turn:0{len(str(repeats))}d}" for turn in range(1, repeats + 1))


def _names(paths: Sequence[Path]) -> tuple[str, ...]:
    """File names without ending; where two are alike, the folder's name goes before."""
    stems = Counter(path.stem for path in paths)
    wanted = [path.stem if stems[path.stem] == 1 else f"{path.parent.name}-{path.stem}" for path in paths]
    seen: Counter[str] = Counter()
    ids = []
    for name in wanted:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return tuple(ids)
