"""The plans of a replay: those of the run's journal, with the same faults, draws and build of the player."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from chaoslab.errors import UsageError
from chaoslab.files.nearest import did_you_mean
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.judge.verdict import Outcome
from chaoslab.outward.gate import GATE
from chaoslab.plan.model import TrialPlan
from chaoslab.players.bundle import bundle_name
from chaoslab.players.read import read_player
from chaoslab.players.secrets import IN_ADDRESS
from chaoslab.players.spec import PlayerSpec
from chaoslab.setup import places


@dataclass(frozen=True, slots=True)
class ReplayChoices:
    """Which trials to repeat (all unless some are named), how often, and whether the browser shows its window."""

    trials: tuple[str, ...] = ()
    failed: bool = False  # only those that did not pass
    repeat: int = 1
    headed: bool = False


@dataclass(frozen=True, slots=True)
class ReplayPlans:
    """What to carry out; `pairs` leads from each plan's id to the trial that it repeats."""

    plans: tuple[TrialPlan, ...]
    pairs: Mapping[str, str]


def replay_plans(run: RunRecord, choices: ReplayChoices) -> ReplayPlans:
    """Plans that repeat trials of a run.

    Raises UsageError for a trial that the run does not have, and for a player that can no longer be had as it was.
    """
    if not run.trials:
        raise UsageError(
            f"{run.folder}: no trial of this run was begun, so there is nothing to replay; use `chaoslab run`"
        )
    plans: list[TrialPlan] = []
    pairs: dict[str, str] = {}
    for trial in _asked(run, choices):
        rig = trial.plan.rig
        spec = _as_it_was(rig.spec) if rig.spec else None
        same = rig.model_copy(update={"spec": spec, "headed": choices.headed or rig.headed})
        for turn in range(1, choices.repeat + 1):
            name = trial.plan.id if choices.repeat == 1 else f"{trial.plan.id}+{turn}"
            plans.append(trial.plan.model_copy(update={"id": name, "rig": same}))
            pairs[name] = trial.plan.id
    _refuse_unlike(plans)
    return ReplayPlans(tuple(plans), MappingProxyType(pairs))


def _asked(run: RunRecord, choices: ReplayChoices) -> Sequence[TrialRecord]:
    by_id = {trial.plan.id: trial for trial in run.trials}
    for name in choices.trials:
        if name not in by_id:
            guess = did_you_mean(name, by_id) or f"; it has {len(by_id)}, the first is {next(iter(by_id))}"
            raise UsageError(f"{run.folder}: this run has no trial {name}{guess}")
    asked = [by_id[name] for name in dict.fromkeys(choices.trials or by_id)]
    if odd := next((trial for trial in asked if not trial.can_be_judged), None):
        why = "was planned with what this version does not know or cannot read"
        raise UsageError(f"{run.folder}: trial {odd.plan.id} {why}; replay it with the version that made it")
    if not choices.failed:
        return asked
    failed = [trial for trial in asked if trial.verdict is None or trial.verdict.outcome is not Outcome.PASSED]
    if not failed:
        raise UsageError(f"{run.folder}: every trial passed; leave --failed out to replay them all the same")
    return failed


def _refuse_unlike(plans: Sequence[TrialPlan]) -> None:
    """A run has one origin and one browser; a folder that was put together by hand may have several."""
    kinds = Counter((plan.rig.origin, plan.rig.browser) for plan in plans)
    if len(kinds) > 1:
        told = ", ".join(" with ".join(kind) for kind in kinds)
        raise UsageError(f"these trials ran on different origins or browsers ({told}); name those of one of them")


def _as_it_was(spec: PlayerSpec) -> PlayerSpec:
    """The player of the journal with its secrets, which no journal holds, and with the build that was judged."""
    _require_build(spec)
    masked = IN_ADDRESS in spec.url
    if not (spec.cookies or spec.headers or masked):
        return spec
    if not spec.file:
        raise UsageError(
            f"{spec.url}: no journal holds what is secret in it; give the whole address to `chaoslab run --player`"
        )
    if not Path(spec.file).is_file():
        raise UsageError(
            f"{spec.file}: not found, and what is secret stands only in the player file; call from where it is"
        )
    now = read_player(Path(spec.file)).spec
    for kind in ("cookies", "headers"):
        if now is None or set(getattr(now, kind)) != set(getattr(spec, kind)):
            raise UsageError(
                f"{spec.file}: its {kind} have other names than when the trial ran; put them back to replay it"
            )
    assert now is not None
    if masked and GATE.text(now.url) != spec.url:
        raise UsageError(f"{spec.file}: its url is another than when the trial ran; put it back to replay it")
    url = now.url if masked else spec.url
    return spec.model_copy(update={"cookies": now.cookies, "headers": now.headers, "url": url})


def _require_build(spec: PlayerSpec) -> None:
    """The page built then is used if it is still there, and built again if the folder still holds the same."""
    if not spec.bundle or (places.PLAYERS / spec.bundle / "index.html").is_file():
        return
    folder = Path(spec.folder)
    now = bundle_name(spec.bundle.rpartition("-")[0], folder) if folder.is_dir() else "nothing"
    if now != spec.bundle:
        raise UsageError(
            f"{spec.folder}: has changed since the trial ran ({spec.bundle} then, {now} now), and the page built then"
            " is gone; check out the player as it was, or use `chaoslab run`"
        )
