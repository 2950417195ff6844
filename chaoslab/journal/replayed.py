"""A replay beside the run that it repeats: outcomes, figures, the drift of each step, and what else was another."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from chaoslab.errors import FileRefused
from chaoslab.files.safe_reading import MIB, read_inside
from chaoslab.journal.journal import keep_json
from chaoslab.journal.json_text import BadJson, JsonText
from chaoslab.journal.loss import Loss
from chaoslab.journal.record import RunRecord, TrialRecord
from chaoslab.journal.step_instants import Edge, step_instants
from chaoslab.journal.tolerant_model import Unfit, fitted
from chaoslab.models import Frozen
from chaoslab.probes import Value
from chaoslab.probes import probe as probe_class

SUMMARY = "replay.json"  # in the run's folder
_LARGEST = 32 * MIB


class ReplayedStep(Frozen):
    """One edge of a step in both trials; seconds since the method began. `drift` is the lab's own part of it."""

    step: int
    fault: str
    edge: Edge
    then: float | None
    now: float | None
    drift: float | None = None
    waited_for: str = ""  # the condition that it waited for; then the player, too, decides when that is


class ReplayedFigure(Frozen):
    """A probe's value in both trials, as far as it was measured."""

    probe: str
    unit: str = ""
    then: Value = None
    now: Value = None


class ReplayedTrial(Frozen):
    """One trial beside the one that it repeats; `of` is that one's id."""

    id: str
    of: str
    then: str  # outcome; `interrupted` without a verdict
    now: str
    sentence_then: str = ""
    sentence_now: str = ""
    steps: tuple[ReplayedStep, ...] = ()
    figures: tuple[ReplayedFigure, ...] = ()  # of the probes that it has expectations about

    @property
    def same(self) -> bool:
        """Whether both ended alike."""
        return self.then == self.now

    @property
    def worst_drift(self) -> float | None:
        """The largest drift, in seconds; None where no step can be compared."""
        return max((abs(step.drift) for step in self.steps if step.drift is not None), default=None)


class ReplayedVersion(Frozen):
    """Something whose version was another; None where it was not there."""

    name: str
    then: str | None
    now: str | None


class Replay(Frozen):
    """Everything that a replay has to say about the run that it repeats."""

    version: Literal[1] = 1
    of: str  # the run's name
    folder: str  # where it was
    versions: tuple[ReplayedVersion, ...] = ()
    trials: tuple[ReplayedTrial, ...] = ()


def replayed(first: RunRecord, again: RunRecord, pairs: Mapping[str, str]) -> Replay:
    """Compare a replay with the run that it repeats; `pairs` leads from each of its trials to the one it repeats."""
    before = {trial.plan.id: trial for trial in first.trials}
    trials = tuple(
        _trial(before[pairs[trial.plan.id]], trial)
        for trial in again.trials
        if pairs.get(trial.plan.id) in before and trial.waited_for is None
    )
    name = str(first.facts.get("run") or first.folder.resolve().name)
    return Replay(of=name, folder=str(first.folder.resolve()), versions=tuple(_versions(first, again)), trials=trials)


def write_replay(folder: Path, replay: Replay) -> None:
    """Keep it in the folder of the run that replays. Raises OSError."""
    keep_json(folder, SUMMARY, replay.model_dump(mode="json"))


def read_replay(folder: Path) -> Replay | None:
    """What a run's folder says about the run that it repeats; None where it repeats none, or cannot be read."""
    return replay_and_losses(folder)[0]


def replay_and_losses(folder: Path) -> tuple[Replay | None, list[Loss]]:
    """The same, and what could not be read of it."""
    try:
        text = JsonText.read(read_inside(folder, SUMMARY, _LARGEST))
        replay, left_out = fitted(Replay, text.value)
    except FileNotFoundError:
        return None, []
    except (FileRefused, BadJson, Unfit) as error:
        what = error.problem if isinstance(error, FileRefused) else error
        return None, [Loss(SUMMARY, f"{what}, left out")]
    odd = (f"{number} is no number that a lab writes, left out" for number in text.odd)
    return replay, [Loss(SUMMARY, what) for what in (*odd, *left_out)]


def _trial(old: TrialRecord, new: TrialRecord) -> ReplayedTrial:
    return ReplayedTrial(
        id=new.plan.id,
        of=old.plan.id,
        then=_outcome(old),
        now=_outcome(new),
        sentence_then=old.verdict.sentence if old.verdict else "",
        sentence_now=new.verdict.sentence if new.verdict else "",
        steps=tuple(_steps(old, new)),
        figures=tuple(_figures(old, new)),
    )


def _steps(old: TrialRecord, new: TrialRecord) -> Iterator[ReplayedStep]:
    then = {(one.step, one.edge): one for one in step_instants(old.plan, old.timeline)}
    now = {(one.step, one.edge): one for one in step_instants(new.plan, new.timeline)}
    for key in sorted({*then, *now}, key=lambda key: (key[0], key[1] == "lift")):
        a, b = then.get(key), now.get(key)
        either = a or b
        assert either is not None
        alike = a is not None and b is not None and a.waited_for == b.waited_for
        yield ReplayedStep(
            step=either.step,
            fault=either.fault,
            edge=either.edge,
            then=_rounded(a.at if a else None),
            now=_rounded(b.at if b else None),
            drift=_rounded(b.own - a.own) if alike and a and b else None,
            waited_for=either.waited_for,
        )


def _figures(old: TrialRecord, new: TrialRecord) -> Iterator[ReplayedFigure]:
    for probe in dict.fromkeys(expectation.probe for expectation in new.plan.expect):
        unit = probe_class(probe).unit
        yield ReplayedFigure(probe=probe, unit=unit, then=_value(old, probe), now=_value(new, probe))


def _versions(first: RunRecord, again: RunRecord) -> Iterator[ReplayedVersion]:
    then, now = _known(first.facts), _known(again.facts)
    for name in dict.fromkeys([*then, *now]):
        if then.get(name) != now.get(name):
            yield ReplayedVersion(name=name, then=then.get(name), now=now.get(name))


def _known(facts: Mapping[str, Any]) -> dict[str, str]:
    """Versions by name: the lab, its parts, the machine, and the commit of the folder in which it was called."""
    components, machine, git = (_mapping(facts.get(key)) for key in ("components", "machine", "git"))
    named = {"chaoslab": facts.get("chaoslab"), **components}
    named |= {"machine": machine.get("platform"), "cores": machine.get("cores"), "git commit": git.get("commit")}
    return {str(name): str(version) for name, version in named.items() if version is not None}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _outcome(trial: TrialRecord) -> str:
    return trial.verdict.outcome.value if trial.verdict else "interrupted"


def _value(trial: TrialRecord, probe: str) -> Value:
    measurement = trial.verdict.measurements.get(probe) if trial.verdict else None
    return measurement.value if measurement else None


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 6)
