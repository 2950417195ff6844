"""Makes the plans of a run from experiment files and the choices of the command line."""

from collections.abc import Callable, Sequence
from pathlib import Path

from chaoslab.conformance.choice import models_of
from chaoslab.errors import ExperimentInvalid
from chaoslab.evidence.picture.latency_slack import LATENCY_SLACK
from chaoslab.experiment.checks.rig import legs_of, origin_problems, rig_problems
from chaoslab.experiment.draw import draw_key, drawn_in_words, share_of
from chaoslab.experiment.load import drawn, find, load
from chaoslab.experiment.method.from_file import method_steps
from chaoslab.experiment.method.step import Step
from chaoslab.experiment.model import (
    STEADY_WITHIN,
    ExperimentBase,
    Limits,
    expected_limits,
    steady_limits,
    steady_within,
)
from chaoslab.faults import fault_class
from chaoslab.files.located_yaml import dotted
from chaoslab.files.renamed_key import RenamedKey
from chaoslab.models import Finite
from chaoslab.plan.model import Expectation, PagePlan, RigPlan, TrialPlan
from chaoslab.plan.trial_ids import trial_ids
from chaoslab.players.find import find_players
from chaoslab.players.read import Player

Tell = Callable[[RenamedKey], None]
_SEEDS = 2**31


def say_nothing(_: RenamedKey) -> None:
    """Ignore an old name."""


class Choices(Finite):
    """What the command line chooses for all experiments."""

    origin: str = "embedded"
    browser: str = "chromium"
    headed: bool = False
    player: str | None = None  # overrides the file's
    seed: int = 0
    repeat: int | None = None


def read_plans(paths: Sequence[Path], choices: Choices, *, tell: Tell = say_nothing) -> tuple[TrialPlan, ...]:
    """Every trial that the experiment files at these paths ask for; `tell` gets each old name found in them."""
    return trial_plans([(file, load(file)) for file in find(paths)], choices, tell=tell)


def trial_plans(
    experiments: Sequence[tuple[Path, ExperimentBase]], choices: Choices, *, tell: Tell = say_nothing
) -> tuple[TrialPlan, ...]:
    """The planned trials of a run, in order: each experiment as often as it says (or as `choices.repeat` does)."""
    ids = trial_ids([(path, choices.repeat or experiment.repeat) for path, experiment in experiments])
    players = find_players(experiments, over=choices.player)
    documents = [experiment.document for _, experiment in experiments]
    documents += [player.document for player in players if player.document]
    for renamed in dict.fromkeys(renamed for document in documents for renamed in document.renamed):
        tell(renamed)
    plans: list[TrialPlan] = []
    for (path, experiment), own_ids, player in zip(experiments, ids, players, strict=True):
        for turn, trial_id in enumerate(own_ids, 1):
            plan = _trial_plan(path, experiment, choices, player, turn=turn)
            plans.append(plan.model_copy(update={"id": trial_id}))
    return tuple(plans)


def _refuse_what_the_rig_lacks(
    path: Path, experiment: ExperimentBase, choices: Choices, player: Player, *, note: str
) -> None:
    """Raise ExperimentInvalid for a step that no trial could carry out with that player and that origin."""
    spec = player.spec
    legs = legs_of(server=bool(spec and spec.server), redis=experiment.rig.redis)
    problems = [
        *rig_problems(experiment.method, legs, player.name, spec.shown_states if spec else None),
        *origin_problems(experiment.method, choices.origin, path.parent),
    ]
    if problems:
        place, why = problems[0]
        raise ExperimentInvalid(path, why + note, line=experiment.document.line(place), key=dotted(place))


def _rig(experiment: ExperimentBase, choices: Choices, player: Player) -> RigPlan:
    return RigPlan(
        player=player.name,
        spec=player.spec,
        mode=(player.spec.mode if player.spec else None) or experiment.rig.mode,
        origin=choices.origin,
        browser=choices.browser,
        headed=choices.headed,
        page=PagePlan.model_validate(experiment.rig.page.model_dump()),
        redis=experiment.rig.redis,
    )


def _gate(experiment: ExperimentBase, player: Player) -> dict[str, Limits | bool]:
    """The steady state, where a player's own limits override the experiment's; none when the trial begins broken."""
    begins_broken = any(step.before_the_page for step in experiment.method)
    return {} if begins_broken else {**dict(steady_limits(experiment)), **player.steady}


def _first(*choices: float | None) -> float:
    """The first that was made; the last one always is."""
    return next(choice for choice in choices if choice is not None)


def _trial_plan(path: Path, experiment: ExperimentBase, choices: Choices, player: Player, *, turn: int) -> TrialPlan:
    """The plan of one trial of an experiment, still without its id."""
    experiment, values = drawn(experiment, path, seed=choices.seed, turn=turn)
    note = drawn_in_words(values, seed=choices.seed, turn=turn)
    _refuse_what_the_rig_lacks(path, experiment, choices, player, note=note)
    return TrialPlan(
        id="",
        experiment=_shown(path),
        title=experiment.title,
        claims=tuple(experiment.claims),
        tags=tuple(experiment.tags),
        rig=_rig(experiment, choices, player),
        steady_state=tuple(_expectation(*pair) for pair in _gate(experiment, player).items()),
        steady_within=_first(player.steady_within, steady_within(experiment.steady_state), STEADY_WITHIN),
        steps=faults_at_hand(method_steps(experiment.method), path.parent, draw_key(path, choices.seed, turn)),
        watch=experiment.watch,
        latency_slack=_first(experiment.latency_slack, player.latency_slack, LATENCY_SLACK),
        expect=tuple(_expectation(*pair) for pair in expected_limits(experiment)),
        models=models_of(path, experiment, player),
        repeat=turn,
        seed=choices.seed,
        drawn=values,
    )


def _shown(path: Path) -> str:
    """The path relative to the working directory, so that it is the same on every machine."""
    here, whole = Path.cwd(), path.resolve()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path.as_posix()


def _expectation(probe: str, limits: Limits | bool) -> Expectation:
    if isinstance(limits, bool):
        return Expectation(probe=probe, equals=limits)
    declared = limits.model_dump(exclude_none=True)
    if isinstance(declared.get("equals"), list):
        declared["equals"] = tuple(declared["equals"])
    return Expectation(probe=probe, **declared)


def faults_at_hand(steps: Sequence[Step], folder: Path, key: Sequence[object]) -> tuple[Step, ...]:
    """The steps with complete settings, which need no other file; `key` decides the seeds. Raises UsageError."""
    return tuple(_complete(index, step, folder, key) for index, step in enumerate(steps))


def _complete(index: int, step: Step, folder: Path, key: Sequence[object]) -> Step:
    kind, settings = fault_class(step.fault), dict(step.settings)
    if "seed" in kind.model_fields and settings.get("seed") is None:
        settings["seed"] = int(share_of(*key, "step", index) * _SEEDS)
    fault = kind.model_validate(settings).at_hand(folder)
    return step.model_copy(update={"settings": fault.model_dump()})
